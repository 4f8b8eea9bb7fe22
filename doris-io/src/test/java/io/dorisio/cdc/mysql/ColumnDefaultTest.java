package io.dorisio.cdc.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.mysql.TableChange.AddColumn;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By MySQL's reference manual, "Data Type Default Values". */
class ColumnDefaultTest {

  private static AddColumn added(String definition) throws DdlSyntaxException {
    return (AddColumn) DdlParser.parse("ALTER TABLE t ADD COLUMN c " + definition, "shop").get(0);
  }

  private static Optional<String> inDoris(String definition) throws DdlSyntaxException {
    AddColumn add = added(definition);
    return add.inOldRows().inDoris(add.column().type());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT DEFAULT 5|5",
        "INT NOT NULL DEFAULT -5|-5",
        "INT DEFAULT '7'|7",
        "BIGINT UNSIGNED DEFAULT 18446744073709551615|18446744073709551615",
        "TINYINT(1) NOT NULL DEFAULT TRUE|1",
        "DECIMAL(6,2) DEFAULT 1.005|1.01",
        "DECIMAL(38,0) DEFAULT 1e3|1000",
        "DOUBLE DEFAULT .5|0.5",
        "VARCHAR(20) DEFAULT 'it''s \"here\"'|it's \"here\"",
        "CHAR(9) DEFAULT 'x  '|x",
        "ENUM('a','b') NOT NULL DEFAULT 'b'|b",
        "DATE DEFAULT '2024-02-29'|2024-02-29",
        "DATETIME(3) DEFAULT '2024-02-29 23:59:59.999'|2024-02-29 23:59:59.999",
        "YEAR DEFAULT 1999|1999"
      })
  void constantsAreKeptAsDorisTakesThem(String definition, String value) throws Exception {
    assertEquals(Optional.of(value), inDoris(definition));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "INT NOT NULL|0",
        "DECIMAL(6,2) NOT NULL|0.00",
        "VARCHAR(20) NOT NULL|''",
        "TEXT NOT NULL|''",
        "ENUM('one','two') NOT NULL|one"
      })
  void notNullAloneMeansTheDefaultOfTheType(String definition, String value) throws Exception {
    assertEquals(Optional.of(value), inDoris(definition));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "INT NULL", "VARCHAR(9) DEFAULT NULL", "JSON"})
  void nullableColumnsWithoutADefaultAreNull(String definition) throws Exception {
    assertTrue(added(definition).inOldRows().isNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATETIME DEFAULT CURRENT_TIMESTAMP",
        "DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00'",
        "DATE DEFAULT '2024-02-30'",
        "TIMESTAMP DEFAULT '2024-02-29 00:00:00'",
        "DATE NOT NULL",
        "VARCHAR(20) DEFAULT 'a\\nb'",
        "VARCHAR(40) DEFAULT (UUID())",
        "INT AS (1 + 1)",
        "INT NOT NULL AUTO_INCREMENT UNIQUE",
        "JSON NOT NULL",
        "BINARY(4) NOT NULL"
      })
  void whatDorisCannotBeToldIsNotNullAndHasNoValue(String definition) throws Exception {
    assertFalse(added(definition).inOldRows().isNull());
    assertEquals(Optional.empty(), inDoris(definition));
  }

  @Test
  void theKeyOfANewColumnDoesNotHideItsDefault() throws Exception {
    assertEquals(
        Optional.of("3"), inDoris("INT NOT NULL COMMENT 'default 4' DEFAULT 3 UNIQUE KEY"));
  }
}
