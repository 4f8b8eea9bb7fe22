package io.dorisio.cdc.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.mysql.MySqlType.Name;
import java.util.List;
import org.junit.jupiter.api.Test;

class MySqlTypeTest {

  @Test
  void lengthsScalesAndSignsAreRead() {
    assertEquals(
        MySqlType.of(Name.BIGINT, 20).asUnsigned(), MySqlType.parse("bigint(20) unsigned"));
    assertEquals(MySqlType.of(Name.DECIMAL, 10, 2), MySqlType.parse("DECIMAL ( 10 , 2 )"));
    assertEquals(MySqlType.of(Name.INT), MySqlType.parse("\tint\n"));
    assertTrue(MySqlType.parse("int(5) zerofill").unsigned());
  }

  @Test
  void aliasesAreTheTypesThatMySqlMakesOfThem() {
    assertEquals(MySqlType.of(Name.TINYINT, 1), MySqlType.parse("BOOLEAN"));
    assertEquals(MySqlType.of(Name.BIGINT).asUnsigned(), MySqlType.parse("serial"));
    assertEquals(MySqlType.of(Name.DOUBLE), MySqlType.parse("double precision"));
    assertEquals(MySqlType.of(Name.DOUBLE, 53), MySqlType.parse("float(53)"));
    assertEquals(Name.FLOAT, MySqlType.parse("float(7,4)").name());
    assertEquals(MySqlType.of(Name.VARCHAR, 5), MySqlType.parse("character varying(5)"));
    assertEquals(MySqlType.of(Name.VARCHAR, 5), MySqlType.parse("national varchar(5)"));
    assertEquals(MySqlType.of(Name.TEXT), MySqlType.parse("long varchar"));
    assertEquals(MySqlType.of(Name.BLOB), MySqlType.parse("long varbinary"));
    assertEquals(MySqlType.of(Name.DECIMAL, 5), MySqlType.parse("fixed(5)"));
    assertEquals(Name.GEOMETRY, MySqlType.parse("geomcollection").name());
  }

  @Test
  void textInTheBinaryCharacterSetIsBytes() {
    assertEquals(
        MySqlType.of(Name.VARBINARY, 9), MySqlType.parse("varchar(9) character set binary"));
    assertEquals(Name.BLOB, MySqlType.parse("TEXT CHARSET binary").name());
    assertEquals(Name.VARCHAR, MySqlType.parse("varchar(9) charset utf8 binary").name());
  }

  @Test
  void membersMayHoldAnyCharacter() {
    assertEquals(
        List.of("a,b", "it's", ")", "", "\\", "中"),
        MySqlType.parse("enum('a,b','it''s', ')' ,'','\\\\','中') character set utf8").members());
  }

  @Test
  void whatATypeSaysOfItselfIsThatType() {
    for (String text : List.of("decimal(65,30)", "bigint(20) unsigned", "set('it''s','\\\\')")) {
      assertEquals(text, MySqlType.parse(text).toString());
      assertEquals(MySqlType.parse(text), MySqlType.parse(MySqlType.parse(text).toString()));
    }
  }

  @Test
  void anUnknownNameIsAnUnknownType() {
    assertEquals(MySqlType.UNKNOWN, MySqlType.parse("inet6"));
    assertEquals(MySqlType.UNKNOWN, MySqlType.parse("uuid"));
  }

  @Test
  void whatIsNoTypeIsRefused() {
    for (String text : List.of("", " ", "(", "int(", "int(x)", "enum('a", "decimal(1", "'a'")) {
      assertThrows(IllegalArgumentException.class, () -> MySqlType.parse(text), text);
    }
  }
}
