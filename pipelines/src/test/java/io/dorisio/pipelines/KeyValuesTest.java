package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValuesTest {
  @Test
  void emptyHasNone() {
    assertEquals(Map.of(), KeyValues.parse("option", " "));
  }

  @Test
  void valueMayHoldEqualsSigns() {
    assertEquals(
        Map.of("where", "a=1", "timezone", "+02:00"),
        KeyValues.parse("option", "where=a=1, timezone=+02:00"));
  }

  @Test
  void jsonMayHoldCommas() {
    assertEquals(
        Map.of("columns", "a,b,c=a+b"), KeyValues.parse("option", "{\"columns\": \"a,b,c=a+b\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "a=b,secret", "=secret", "a=b,", "{\"a\": secret}"})
  void whatIsNeitherIsRefusedWithoutItsText(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> KeyValues.parse("option", text));

    assertTrue(e.getMessage().startsWith("--option"), e.getMessage());
    assertFalse(e.getMessage().contains("=secret"), e.getMessage());
  }
}
