package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowBoundariesTest {

  private static final Map<String, String> JSON_LINES =
      Map.of("format", "JSON", "read_json_by_line", "true");
  private static final Map<String, String> ENCLOSED =
      Map.of("format", "csv", "column_separator", ",", "enclose", "\"", "escape", "\\");

  @Test
  void jsonLinesEndWithALineFeed() {
    assertEnds(JSON_LINES, "{\"a\":\"😀\\n\"}\n{}\n", 2, 15, 18);
  }

  @Test
  void plainCsvLinesEndWithALineFeed() {
    assertEnds(Map.of(), "1\t\"a\n2\tb\"\n", 2, 5, 10);
  }

  @Test
  void delimitersAreAsTheHeadersSay() {
    assertEnds(
        Map.of("format", "csv", "line_delimiter", "\\x0102"),
        "a\nb\u0001\u0002c\u0001\u0002",
        2,
        5,
        8);
    assertEnds(Map.of("format", "csv", "line_delimiter", "|\\n"), "a|\nb\n|\n", 2, 3, 7);
  }

  @Test
  void aLineBreakInAnEnclosedFieldEndsNoRow() {
    assertEnds(ENCLOSED, "1,\"a\nb\"\n2,c\n", 2, 8, 12);
    assertEnds(ENCLOSED, "\"a\"\"\n\",1\n\"\\\"\n\"\n", 2, 9, 15);
  }

  @Test
  void anEnclosingCharacterInsideOfAPlainFieldIsText() {
    assertEnds(ENCLOSED, "1,5\" pipe\n2,x\n", 2, 10, 14);
  }

  @Test
  void rowsAreNotToldApartWhereTheirNumberIsAnother() {
    assertEnds(JSON_LINES, "{}\n{}\n", 1);
    assertEnds(JSON_LINES, "{}\n{}", 2);
    assertEnds(ENCLOSED, "1,\"a\n2,b\n", 2);
  }

  @Test
  void formatsWithoutDelimitersAreNotToldApart() {
    assertEnds(Map.of("format", "arrow"), "a\nb\n", 2);
    assertEnds(Map.of("format", "json", "strip_outer_array", "true"), "[{}]\n", 1);
  }

  private static void assertEnds(Map<String, String> headers, String rows, int count, int... ends) {
    RowBlock block =
        new RowBlock(rows.getBytes(StandardCharsets.UTF_8), count, headers, RowBlock.NO_TIME);
    assertArrayEquals(ends, RowBoundaries.of(headers).ends(block), rows);
  }
}
