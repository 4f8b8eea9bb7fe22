package io.dorisio.pipelines.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
  @Test
  void flightsAreSummedUp() {
    Expectation flights = Dataset.flights().expectation("demo.flights");

    assertEquals("20000", value(flights, "count(*)"));
    assertEquals("162072", value(flights, "sum(`delay`)"));
    assertEquals("10106132", value(flights, "sum(`distance`)"));
    assertEquals("60000", value(flights, "sum(char_length(`origin`))"));
  }

  @Test
  void nullsOfMoviesDoNotCount() {
    Expectation movies = Dataset.movies().expectation("demo.movies");

    assertEquals("3201", value(movies, "count(*)"));
    assertEquals("564", value(movies, "count(`US DVD Sales`)"));
    assertEquals("19684472405", value(movies, "sum(`US DVD Sales`)"));
    assertEquals("18775.0", value(movies, "sum(`IMDB Rating`)"));
  }

  private static String value(Expectation expectation, String expression) {
    List<String> expressions = expectation.expressions();
    return expectation.expected().get(expressions.indexOf(expression));
  }
}
