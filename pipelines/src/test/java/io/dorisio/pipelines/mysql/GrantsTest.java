package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {
  @Test
  void privilegesOnEverythingAreGlobal() {
    Grants grants =
        Grants.parse(
            List.of(
                "GRANT SELECT, RELOAD, BINLOG MONITOR ON *.* TO `cdc`@`%` IDENTIFIED BY PASSWORD"
                    + " '*123'"));

    assertTrue(grants.hasGlobal("RELOAD"));
    assertTrue(grants.hasGlobal("BINLOG MONITOR"));
    assertFalse(grants.hasGlobal("REPLICATION SLAVE"));
    assertFalse(grants.hasGlobal("BINLOG"));
  }

  @Test
  void privilegesOnADatabaseAreNotGlobal() {
    Grants grants =
        Grants.parse(
            List.of(
                "GRANT USAGE ON *.* TO `cdc`@`%`",
                "GRANT SELECT, LOCK TABLES ON `emp\\_1`.* TO `cdc`@`%`"));

    assertFalse(grants.hasGlobal("LOCK TABLES"));
    assertTrue(grants.has("LOCK TABLES", "emp_1"));
    assertFalse(grants.has("LOCK TABLES", "empx1"));
    assertFalse(grants.has("LOCK TABLES", "emp_2"));
  }

  @ParameterizedTest
  @CsvSource({
    "`emp\\_%`.*, emp_17, true",
    "`emp\\_%`.*, emp17, false",
    "`emp_`.*, emp1, true",
    "`a.b-c`.*, a, false",
    "`shop`.`orders`, shop, true",
    "*.*, shop, true"
  })
  void databasesOfAGrantAreThoseOfItsPattern(String object, String database, boolean covered) {
    Grants grants = Grants.parse(List.of("GRANT LOCK TABLES ON " + object + " TO PUBLIC"));

    assertEquals(covered, grants.has("LOCK TABLES", database));
  }

  @Test
  void allPrivilegesOfADatabaseGrantNothingElsewhere() {
    Grants grants = Grants.parse(List.of("GRANT ALL PRIVILEGES ON `shop`.* TO `cdc`@`%`"));

    assertFalse(grants.hasGlobal("REPLICATION SLAVE"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION",
        "GRANT `replicator` TO `cdc`@`%`",
        "GRANT `app_read`@`%`,`app_write`@`%` TO `cdc`@`%`"
      })
  void everythingAndRolesSuffice(String grant) {
    assertTrue(Grants.parse(List.of(grant)).hasGlobal("REPLICATION SLAVE"));
  }
}
