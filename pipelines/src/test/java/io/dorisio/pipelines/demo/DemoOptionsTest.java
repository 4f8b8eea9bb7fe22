package io.dorisio.pipelines.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {
  @Test
  void secondsMultiplyTheRate() {
    DemoOptions options = DemoOptions.parse("--seconds=3", "--rate=50_000", "--keep-running");

    assertEquals(150_000, options.events());
    assertTrue(options.keepRunning());
  }

  @Test
  void byDefaultTwoMillionAtAHundredThousandASecond() {
    DemoOptions options = DemoOptions.parse();

    assertEquals(2_000_000, options.events());
    assertEquals(100_000, options.rate());
    assertEquals("", options.feNodes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rate=fast", "--events=0", "--sped=3", "rate=3"})
  void wrongOptionIsNamed(String arg) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse(arg));

    String name = arg.substring(0, arg.indexOf('='));
    assertTrue(e.getMessage().contains(name), e.getMessage());
  }
}
