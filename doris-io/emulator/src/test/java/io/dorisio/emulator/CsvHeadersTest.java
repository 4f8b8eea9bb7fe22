package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** doris-protocol 2.2, 7.1: headers of CSV. */
class CsvHeadersTest extends AnyDorisTest {
  private static final String COMMA = "column_separator: ,";
  private static final String ENCLOSE = "enclose: \"";

  @BeforeEach
  void createTable() throws Exception {
    doris.execute(
        "CREATE TABLE db.c (k INT, v STRING, w STRING) DUPLICATE KEY(k)"
            + " DISTRIBUTED BY HASH(k) BUCKETS 1");
  }

  private List<List<Object>> loaded(String body, String... headers) throws Exception {
    doris.execute("TRUNCATE TABLE db.c");
    JsonNode reply = load("c", body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    return rows("SELECT * FROM db.c ORDER BY k");
  }

  @Test
  void enclosedFieldsHoldSeparatorsAndDelimiters() throws Exception {
    assertEquals(
        List.of(List.of(1, "a,b", "c\nd"), List.of(2, "", "x\"y")),
        loaded("1,\"a,b\",\"c\nd\"\n\"2\",\"\",x\"y\n", COMMA, ENCLOSE));
  }

  @Test
  void enclosedFieldsSpanReads() throws Exception {
    String text = "line\n,".repeat(100_000);
    assertEquals(
        List.of(List.of(1, text, "e"), List.of(2, "f", "g")),
        loaded(
            "1||\"" + text + "\"||e\r\n2||f||g",
            "column_separator: ||",
            ENCLOSE,
            "line_delimiter: \\r\\n"));
  }

  @Test
  void escapeSavesTheQuote() throws Exception {
    assertEquals(
        List.of(List.of(1, "a\"b", "c\\d"), List.of(2, "x\"y", "z")),
        loaded("1,\"a\\\"b\",c\\\\d\n2,\"x\"\"y\",z\n", COMMA, ENCLOSE, "escape: \\"));
  }

  @Test
  void doubledQuotesStayDoubledWithoutEscape() throws Exception {
    assertEquals(List.of(List.of(1, "a\"\"b", "c")), loaded("1,\"a\"\"b\",c\n", COMMA, ENCLOSE));
  }

  @Test
  void enclosedNullIsNull() throws Exception {
    assertEquals(List.of(Arrays.asList(1, null, null)), loaded("1,\"\\N\",\\N\n", COMMA, ENCLOSE));
  }

  @Test
  void encloseAndEscapeAreSingleCharacters() throws Exception {
    assertEquals(
        "[INVALID_ARGUMENT]enclose must be single-char, actually is ''",
        load("c", "", "enclose: ''").path("Message").asText());
    assertEquals(
        "[INVALID_ARGUMENT]escape must be single-char, actually is ab",
        load("c", "", "escape: ab").path("Message").asText());
  }

  @Test
  void doubleQuotesAreTrimmedWhereAsked() throws Exception {
    assertEquals(
        List.of(List.of(1, "a", "\\N")),
        loaded("\"1\",\"a\",\"\\N\"\n", COMMA, "trim_double_quotes: true"));
    assertEquals(List.of(List.of(1, "\"a\"", "b")), loaded("1,\"a\",b\n", COMMA));
  }

  @Test
  void emptyFieldsAreNullWhereAsked() throws Exception {
    assertEquals(
        List.of(Arrays.asList(1, null, "b")), loaded("1,,b\n", COMMA, "empty_field_as_null: true"));
    assertEquals(List.of(List.of(1, "", "b")), loaded("1,,b\n", COMMA));
  }

  @Test
  void byteOrderMarkIsPassedOver() throws Exception {
    assertEquals(List.of(List.of(1, "a", "b")), loaded("\uFEFF1,a,b\n", COMMA));
  }

  @Test
  void linesOfNamesTakeThePlaceOfSkippedOnes() throws Exception {
    assertEquals(
        List.of(List.of(1, "a", "b")),
        loaded("k,v,w\n1,a,b\n", COMMA, "format: csv_with_names", "skip_lines: 2"));
  }
}
