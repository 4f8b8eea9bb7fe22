package io.dorisio.pipelines.demo.employees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmployeesOptionsTest {
  @Test
  void defaultsAreThoseOfTheUsage() {
    EmployeesOptions options = EmployeesOptions.parse();

    assertEquals(400, options.rate());
    assertEquals(30, options.seconds());
    assertEquals(1_000, options.checkpointMillis());
    assertEquals("", options.feNodes());
    assertFalse(options.keepRunning());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rate=fast", "--seconds=0", "--sed=3", "rate=3"})
  void wrongOptionIsNamed(String arg) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> EmployeesOptions.parse(arg));

    String name = arg.substring(0, arg.indexOf('='));
    assertTrue(e.getMessage().contains(name), e.getMessage());
  }
}
