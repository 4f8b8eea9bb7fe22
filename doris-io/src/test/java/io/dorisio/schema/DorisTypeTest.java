package io.dorisio.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.schema.DorisType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DorisTypeTest {

  /** What toSql, toString and hideVersionForVersionColumn print (Doris: ScalarType, Type). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "boolean | BOOLEAN",
        "tinyint | TINYINT",
        "smallint | SMALLINT",
        "int | INT",
        "int(11) | INT",
        "bigint(20) | BIGINT",
        "largeint | LARGEINT",
        "float | FLOAT",
        "double | DOUBLE",
        "decimal(9,2) | DECIMAL(9,2)",
        "decimalv3(38,0) | DECIMAL(38,0)",
        "DECIMAL(18, 4) | DECIMAL(18,4)",
        "decimalv2(27,9) | DECIMAL(27,9)",
        "date | DATE",
        "datev2 | DATE",
        "datetime | DATETIME(0)",
        "datetime(6) | DATETIME(6)",
        "datetimev2(3) | DATETIME(3)",
        "char(1) | CHAR(1)",
        "character(255) | CHAR(255)",
        "varchar(20) | VARCHAR(20)",
        "varchar(*) | VARCHAR(65533)",
        "text | STRING",
        "string | STRING",
        "json | JSON",
        "jsonb | JSON",
        "variant | variant",
        "variant<'a.b':int,properties(\"x\" = \"1\")> | variant<'a.b':int,properties(\"x\" = \"1\")>",
        "ipv4 | IPV4",
        "ipv6 | IPV6",
        "bitmap | BITMAP",
        "hll | HLL",
        "quantile_state | QUANTILE_STATE",
        "array<int> | ARRAY<INT>",
        "array<array<decimal(9,2)>> | ARRAY<ARRAY<DECIMAL(9,2)>>",
        "map<varchar(10),datetime(6)> | MAP<VARCHAR(10),DATETIME(6)>",
        "struct<a:int,b:text> | STRUCT<`a`:INT,`b`:STRING>",
        "agg_state<sum(int null)> | agg_state<sum(int null)>",
        "timestamptz(6) | timestamptz(6)"
      })
  void itReadsWhatDorisPrints(String printed, String ddl) {
    assertEquals(ddl, DorisType.parse(printed).ddl());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"DECIMAL(9,2)", "DATETIME(6)", "MAP<STRING,ARRAY<STRUCT<`a b`:INT>>>", "CHAR(7)"})
  void whatItWritesReadsBackTheSame(String ddl) {
    DorisType type = DorisType.parse(ddl);

    assertEquals(type, DorisType.parse(type.ddl()));
  }

  @Test
  void theSizesAreRead() {
    assertEquals(20, DorisType.parse("varchar(20)").length());
    assertEquals(6, DorisType.parse("datetimev2(6)").scale());
    DorisType decimal = DorisType.parse("decimalv3(38,9)");
    assertEquals(List.of(38, 9), List.of(decimal.precision(), decimal.scale()));
    assertEquals(29, decimal.integerDigits());
  }

  @Test
  void structsHaveNamesAndTypes() {
    DorisType struct = DorisType.parse("STRUCT<`a`: int COMMENT 'one, two',b:map<text,text>>");

    assertEquals(Kind.STRUCT, struct.kind());
    assertEquals(List.of("a", "b"), struct.fields());
    assertEquals(Kind.MAP, struct.arguments().get(1).kind());
  }

  @Test
  void anUnknownTypeIsKeptAsItIs() {
    assertEquals(Kind.OTHER, DorisType.parse("geometry(4326)").kind());
    assertEquals("geometry(4326)", DorisType.parse("geometry(4326)").ddl());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "varchar(", "varchar(x)", "array<int", "map<int>", "int int", "(9)"})
  void whatIsNoTypeIsRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> DorisType.parse(text));

    assertTrue(e.getMessage().startsWith("Expected "), e::getMessage);
  }
}
