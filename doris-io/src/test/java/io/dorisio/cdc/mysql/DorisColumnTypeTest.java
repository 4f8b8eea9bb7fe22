package io.dorisio.cdc.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.cdc.mysql.ValueOptions.BinaryText;
import io.dorisio.cdc.mysql.ValueOptions.TinyInt1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DorisColumnTypeTest {

  private static final ValueOptions OPTIONS = ValueOptions.DEFAULT;

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tinyint|TINYINT",
        "tinyint(1)|TINYINT",
        "tinyint unsigned|SMALLINT",
        "smallint|SMALLINT",
        "smallint unsigned|INT",
        "mediumint|INT",
        "mediumint unsigned|INT",
        "int|INT",
        "int unsigned|BIGINT",
        "bigint|BIGINT",
        "bigint unsigned|LARGEINT",
        "bit|BOOLEAN",
        "bit(1)|BOOLEAN",
        "bit(7)|TINYINT",
        "bit(8)|SMALLINT",
        "bit(15)|SMALLINT",
        "bit(31)|INT",
        "bit(32)|BIGINT",
        "bit(63)|BIGINT",
        "bit(64)|LARGEINT",
        "decimal(20,0)|DECIMAL(20,0)",
        "decimal(5)|DECIMAL(5,0)",
        "decimal(38,30)|DECIMAL(38,30)",
        "decimal(39,0)|STRING",
        "decimal(65,30)|STRING",
        "decimal|STRING",
        "float|FLOAT",
        "float(30)|DOUBLE",
        "double(9,2)|DOUBLE",
        "date|DATE",
        "datetime|DATETIME",
        "datetime(0)|DATETIME",
        "datetime(6)|DATETIME(6)",
        "timestamp(3)|DATETIME(3)",
        "time|VARCHAR(17)",
        "time(6)|VARCHAR(17)",
        "year(4)|SMALLINT",
        "char|VARCHAR(4)",
        "char(0)|VARCHAR(1)",
        "char(255)|VARCHAR(1020)",
        "varchar(16383)|VARCHAR(65532)",
        "varchar(16384)|STRING",
        "varchar|STRING",
        "longtext|STRING",
        "binary(16)|VARCHAR(24)",
        "varbinary(1)|VARCHAR(4)",
        "varbinary(65535)|STRING",
        "blob|STRING",
        "enum('a','b')|VARCHAR(1020)",
        "set('a')|STRING",
        "json|JSON",
        "polygon|STRING",
        "vector(3)|STRING",
        "inet6|STRING"
      })
  void everyValueOfTheSourceHasRoom(String source, String doris) {
    assertEquals(doris, DorisColumnType.of(MySqlType.parse(source), OPTIONS));
  }

  @ParameterizedTest(name = "{0} is {1} in a key")
  @CsvSource(
      delimiter = '|',
      value = {
        "bigint unsigned|LARGEINT",
        "varchar(20)|VARCHAR(80)",
        "varchar(20000)|VARCHAR(65533)",
        "text|VARCHAR(65533)",
        "decimal(65,30)|VARCHAR(65533)",
        "json|VARCHAR(65533)",
        "double|VARCHAR(32)",
        "datetime(6)|DATETIME(6)"
      })
  void aKeyHasOnlyTypesThatKeysMayHave(String source, String doris) {
    assertEquals(doris, DorisColumnType.ofKey(MySqlType.parse(source), OPTIONS));
  }

  @Test
  void aSmallTinyintIsATruthValueByOption() {
    ValueOptions options = OPTIONS.withTinyInt1(TinyInt1.BOOLEAN);
    assertEquals("BOOLEAN", DorisColumnType.of(MySqlType.parse("boolean"), options));
    assertEquals("BOOLEAN", DorisColumnType.of(MySqlType.parse("tinyint(1)"), options));
    assertEquals("TINYINT", DorisColumnType.of(MySqlType.parse("tinyint(4)"), options));
  }

  @Test
  void hexadecimalTextTakesTwoCharactersAByte() {
    ValueOptions options = OPTIONS.withBinary(BinaryText.HEX);
    assertEquals("VARCHAR(32)", DorisColumnType.of(MySqlType.parse("binary(16)"), options));
  }
}
