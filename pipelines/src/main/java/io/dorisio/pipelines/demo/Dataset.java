package io.dorisio.pipelines.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A file of JSON lines and the table it goes into.
 *
 * @param createTable its CREATE TABLE, with {@code %s} for the table
 * @param sums columns that are summed up for the check
 * @param texts columns whose characters are counted for the check
 * @param more expressions whose values are computed from the rows for the check
 */
record Dataset(
    String name, String createTable, List<String> sums, List<String> texts, List<Derived> more) {

  /** An SQL expression over all rows and the same in Java. */
  record Derived(String expression, Function<List<JsonNode>, String> fromRows) {}

  /** US flights of 2001: clean rows, with dates. */
  static Dataset flights() {
    return new Dataset(
        "flights",
        """
        CREATE TABLE %s (
          `date` DATETIME NOT NULL,
          `delay` INT NOT NULL,
          `distance` INT NOT NULL,
          `origin` CHAR(3) NOT NULL,
          `destination` CHAR(3) NOT NULL
        )
        DUPLICATE KEY(`date`)
        DISTRIBUTED BY HASH(`date`) BUCKETS 2
        PROPERTIES("replication_num" = "1")
        """,
        List.of("delay", "distance"),
        List.of("origin", "destination"),
        List.of(
            new Derived("min(`date`)", rows -> dates(rows).get(0)),
            new Derived("max(`date`)", rows -> dates(rows).get(rows.size() - 1)),
            new Derived(
                "count(DISTINCT `origin`)",
                rows ->
                    Long.toString(rows.stream().map(r -> r.get("origin")).distinct().count()))));
  }

  /** Films: nulls everywhere, titles that are numbers, column names with spaces. */
  static Dataset movies() {
    return new Dataset(
        "movies",
        """
        CREATE TABLE %s (
          `Title` VARCHAR(256),
          `US Gross` BIGINT,
          `Worldwide Gross` BIGINT,
          `US DVD Sales` BIGINT,
          `Production Budget` BIGINT,
          `Release Date` VARCHAR(16),
          `MPAA Rating` VARCHAR(16),
          `Running Time min` SMALLINT,
          `Distributor` VARCHAR(64),
          `Source` VARCHAR(64),
          `Major Genre` VARCHAR(32),
          `Creative Type` VARCHAR(32),
          `Director` VARCHAR(64),
          `Rotten Tomatoes Rating` TINYINT,
          `IMDB Rating` DECIMAL(3, 1),
          `IMDB Votes` INT
        )
        DUPLICATE KEY(`Title`)
        DISTRIBUTED BY HASH(`Title`) BUCKETS 2
        PROPERTIES("replication_num" = "1")
        """,
        List.of(
            "US Gross",
            "Worldwide Gross",
            "US DVD Sales",
            "Production Budget",
            "Running Time min",
            "Rotten Tomatoes Rating",
            "IMDB Rating",
            "IMDB Votes"),
        List.of("Title", "Release Date", "Distributor", "Director", "Major Genre"),
        List.of());
  }

  /** The lines of the file, each the value of a Kafka record. */
  List<byte[]> lines() {
    String resource = "/demo/" + name + ".ndjson";
    try (InputStream in = Dataset.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The class path has no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.getBytes(StandardCharsets.UTF_8))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  /** What the table must hold, by the file. */
  Expectation expectation(String table) {
    List<JsonNode> rows = lines().stream().map(Dataset::parse).toList();
    List<String> expressions = new ArrayList<>(List.of("count(*)"));
    List<String> expected = new ArrayList<>(List.of(Integer.toString(rows.size())));
    for (String column : sums) {
      expressions.add("count(`" + column + "`)");
      expected.add(Long.toString(present(rows, column).size()));
      expressions.add("sum(`" + column + "`)");
      expected.add(
          present(rows, column).stream()
              .map(value -> new BigDecimal(value.asText()))
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .toPlainString());
    }
    for (String column : texts) {
      expressions.add("sum(char_length(`" + column + "`))");
      expected.add(
          Long.toString(
              present(rows, column).stream()
                  .mapToLong(value -> value.asText().codePoints().count())
                  .sum()));
    }
    for (Derived derived : more) {
      expressions.add(derived.expression());
      expected.add(derived.fromRows().apply(rows));
    }
    return new Expectation(table, expressions, expected, "");
  }

  private static List<JsonNode> present(List<JsonNode> rows, String column) {
    return rows.stream().map(row -> row.path(column)).filter(value -> !value.isNull()).toList();
  }

  private static List<String> dates(List<JsonNode> rows) {
    return rows.stream()
        .map(row -> row.get("date").asText().replace('/', '-') + ":00")
        .sorted()
        .toList();
  }

  private static JsonNode parse(byte[] line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("Not JSON: " + new String(line, StandardCharsets.UTF_8), e);
    }
  }
}
