package io.dorisio.cdc.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRulesTest {

  private static final TableName TABLE = new TableName("demo", "all_orders");

  @Test
  void tableWithoutARuleHasTheKeyOfItsSource() {
    assertEquals(List.of("id"), KeyRules.parse(" ").of(TABLE, List.of("id")));
    assertEquals(List.of("id"), KeyRules.parse("ods\\..* => day").of(TABLE, List.of("id")));
  }

  @Test
  void firstRuleThatMatchesTheWholeNameCounts() {
    KeyRules rules = KeyRules.parse("demo => a; demo\\.all_.* => b, c; .* => d");

    assertEquals(List.of("b", "c"), rules.of(TABLE, List.of("id")));
  }

  @Test
  void starStandsForTheSourcesKeyInItsPlace() {
    KeyRules rules = KeyRules.parse("database_name, *, table_name");

    assertEquals(
        List.of("database_name", "id", "day", "table_name"), rules.of(TABLE, List.of("id", "day")));
    assertEquals(List.of("database_name", "table_name"), rules.of(TABLE, List.of()));
  }

  @Test
  void columnOfTheSourcesKeyIsNotInItTwice() {
    assertEquals(List.of("DAY", "id"), KeyRules.parse("DAY, *").of(TABLE, List.of("id", "day")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,,b | empty column",
        ".* => id, ID | twice",
        "( => id | no regular expression",
        ".* => | nothing on one side"
      })
  void wrongRuleIsRefusedWithItsText(String text, String reason) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> KeyRules.parse(text));

    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
