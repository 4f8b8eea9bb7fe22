package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** doris-protocol 3.4, 7.1, 7.2, 7.3: bodies to rows. */
class RowsTest extends AnyDorisTest {
  private static final String PATIENT = "max_filter_ratio: 1";
  private static final String STRICT = "strict_mode: true";

  private void table(String columns) throws Exception {
    doris.execute("CREATE TABLE db.x (" + columns + ") DISTRIBUTED BY RANDOM BUCKETS AUTO");
  }

  private Object castTo(String type, String text) throws Exception {
    doris.execute("DROP TABLE IF EXISTS db.x");
    table("k INT, c " + type);
    JsonNode reply = load("x", "1|" + text + "\n", "column_separator: |");
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    return rows("SELECT c FROM db.x").get(0).get(0);
  }

  @Test
  void everyScalarTypeKeepsItsExtremes() throws Exception {
    assertEquals(true, castTo("BOOLEAN", "TRUE"));
    assertEquals((byte) -128, castTo("TINYINT", "-128"));
    assertEquals((short) 32767, castTo("SMALLINT", "32767"));
    assertEquals(Integer.MIN_VALUE, castTo("INT", "-2147483648"));
    assertEquals(Long.MIN_VALUE, castTo("BIGINT", "-9223372036854775808"));
    assertEquals(
        new BigInteger("-170141183460469231731687303715884105728"),
        castTo("LARGEINT", "-170141183460469231731687303715884105728"));
    assertEquals(1.5f, castTo("FLOAT", "1.5"));
    assertEquals(-2.25e300, castTo("DOUBLE", "-2.25e300"));
    assertEquals(new BigDecimal("-9.99"), castTo("DECIMAL(3,2)", "-9.99"));
    assertEquals(new BigDecimal("1234567.89"), castTo("DECIMAL(9,2)", "1234567.89"));
    assertEquals(new BigDecimal("12.35"), castTo("DECIMAL(10,2)", "12.345"));
    assertEquals(
        new BigDecimal("-12345678901234567890123456789012345.678"),
        castTo("DECIMAL(38,3)", "-12345678901234567890123456789012345.678"));
    assertEquals(LocalDate.of(9999, 12, 31), castTo("DATE", "9999-12-31"));
    assertEquals(
        LocalDateTime.of(2026, 11, 21, 10, 0, 0, 123_000_000),
        castTo("DATETIME(3)", "2026-11-21 10:00:00.123"));
    assertEquals("ab", castTo("CHAR(2)", "ab"));
    assertEquals("ü", castTo("STRING", "ü"));
  }

  @Test
  void datesAreReadLeniently() throws Exception {
    assertEquals(LocalDateTime.of(2001, 1, 13, 14, 56), castTo("DATETIME", "2001/01/13 14:56"));
    assertEquals(LocalDateTime.of(2001, 1, 3, 4, 5, 6), castTo("DATETIME", "2001-1-3 4:5:6"));
    assertEquals(LocalDateTime.of(2001, 1, 13, 14, 56), castTo("DATETIME", "20010113145600"));
    assertEquals(LocalDateTime.of(2001, 1, 13, 14, 0), castTo("DATETIME", "2001-01-13T14:00:00"));
    assertEquals(LocalDateTime.of(2001, 1, 14, 0, 0), castTo("DATETIME", "2001-01-13 23:59:59.9"));
    assertEquals(LocalDate.of(2001, 1, 13), castTo("DATE", "01-01-13"));
    assertEquals(LocalDate.of(2001, 1, 13), castTo("DATE", "2001-01-13 14:56:00"));
  }

  @Test
  void whatDoesNotConvertBecomesNullUncounted() throws Exception {
    for (String type :
        List.of(
            "INT",
            "TINYINT",
            "LARGEINT",
            "DOUBLE",
            "DECIMAL(4,2)",
            "DATE",
            "DATETIME",
            "BOOLEAN",
            "JSON")) {
      assertEquals(null, castTo(type, "x"), type);
    }
    assertEquals(null, castTo("TINYINT", "128"));
    assertEquals(null, castTo("DECIMAL(4,2)", "100"));
    assertEquals(null, castTo("DATE", "2001-02-29"));
    assertEquals(null, castTo("DATE", "2001-01"));
  }

  @Test
  void strictModeFiltersWhatDoesNotConvert() throws Exception {
    table("k INT, amount INT");
    JsonNode reply = load("x", "20\tabc\n21\t\\N\n", STRICT, "max_filter_ratio: 0.5");
    assertEquals("Success", reply.path("Status").asText());
    assertEquals(1, reply.path("NumberFilteredRows").asInt());
    assertEquals(1, reply.path("NumberLoadedRows").asInt());
    assertEquals(
        "Reason: column(amount) value is incorrect while strict mode is true, src value is abc."
            + " src line [20 abc]; \n",
        errorLog(reply));
  }

  @Test
  void moreFilteredRowsThanAllowedFailTheLoad() throws Exception {
    JsonNode reply = load("t", "x\ta\n1\tb\n", STRICT, "label: bad");
    assertEquals("Fail", reply.path("Status").asText());
    assertEquals("[DATA_QUALITY_ERROR]too many filtered rows", reply.path("Message").asText());
    assertEquals(0, reply.path("NumberLoadedRows").asInt());
    assertEquals("ABORTED", get("/api/db/get_load_state?label=bad").path("data").asText());
    assertEquals(List.of(), rows("SELECT * FROM db.t"));
  }

  @Test
  void nullsInNotNullColumnsAreFiltered() throws Exception {
    JsonNode reply =
        load("t", "{\"k\":null}\n{\"v\":\"a b\"}\n{\"k\":1}\n{\"z\":1}\n", JSON, BY_LINE, PATIENT);
    assertEquals(3, reply.path("NumberFilteredRows").asInt());
    assertEquals(
        "Reason: column(k) values is null while columns is not nullable. src line [NULL NULL]; \n"
            + "Reason: column(k) values is null while columns is not nullable. src line [NULL a b]; \n"
            + "Reason: There is no column matching jsonpaths in the json file, columns:[k, v, ],"
            + " please check columns and jsonpaths:. src line [{\"z\":1}]; \n",
        errorLog(reply));
    assertEquals(List.of(Arrays.asList(1, null)), rows("SELECT * FROM db.t"));
  }

  @Test
  void sourceLinesShowTheFilesColumnsInTheirOrder() throws Exception {
    table("k INT, amount INT, note VARCHAR(9) DEFAULT 'none'");
    JsonNode csv =
        load("x", "junk\tbad\t7\n", STRICT, PATIENT, "columns: rest,amount,k", "label: csv");
    assertTrue(errorLog(csv).endsWith(". src line [junk bad 7]; \n"), errorLog(csv));
    JsonNode json = load("x", "{\"amount\":\"bad\"}\n", JSON, BY_LINE, STRICT, PATIENT);
    assertTrue(errorLog(json).endsWith(". src line [NULL bad none]; \n"), errorLog(json));
  }

  @Test
  void errorLogsShowTheFirstFiftyOneRows() throws Exception {
    JsonNode reply = load("t", "x\n".repeat(60), PATIENT, "columns: k");
    assertEquals(60, reply.path("NumberFilteredRows").asInt());
    assertEquals(51, errorLog(reply).lines().count());
  }

  @Test
  void loadsThatMayLoseNoRowStopBehindTheFiftySecond() throws Exception {
    JsonNode reply = load("t", "x\n".repeat(51), "columns: k");
    assertEquals("[DATA_QUALITY_ERROR]too many filtered rows", reply.path("Message").asText());
    reply = load("t", "x\n".repeat(60), "columns: k");
    assertEquals(
        "[DATA_QUALITY_ERROR]Encountered unqualified data, stop processing",
        reply.path("Message").asText());
    assertEquals(52, reply.path("NumberFilteredRows").asInt());
    assertEquals(51, errorLog(reply).lines().count());
  }

  @Test
  void filteredRowsDoNotKeepALoadFromItsPreCommit() throws Exception {
    JsonNode reply = load("t", "x\n1\n", PATIENT, TWO_PHASES, "columns: k");
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    assertEquals(1, reply.path("NumberFilteredRows").asInt());
    assertEquals(1, reply.path("NumberLoadedRows").asInt());
    assertEquals(1, errorLog(reply).lines().count());
  }

  @Test
  void lengthsCountBytes() throws Exception {
    JsonNode reply = load("t", "1\tüüüü\n2\tüüüüa\n", PATIENT);
    assertEquals(1, reply.path("NumberFilteredRows").asInt());
    assertTrue(
        errorLog(reply)
            .startsWith(
                "Reason: column_name[v], the length of input is too long than schema. first 32"
                    + " bytes of input str: [üüüüa] schema length: 8; actual length: 9; "));
  }

  @Test
  void csvLinesOfTheWrongWidthAreFiltered() throws Exception {
    JsonNode reply = load("t", "1\n2\ta\tb\n3\tc\n", PATIENT);
    assertEquals(2, reply.path("NumberFilteredRows").asInt());
    assertTrue(
        errorLog(reply)
            .contains(
                "actual column number in csv file is  less than  schema column number.actual"
                    + " number: 1, schema column number: 2; line delimiter: ["));
  }

  @Test
  void csvSeparatorsMayBeHexAndLong() throws Exception {
    load("t", "1\u0001\u0002a@@2\u0001\u0002b", "column_separator: \\x0102", "line_delimiter: @@");
    assertEquals(List.of(List.of(1, "a"), List.of(2, "b")), rows("SELECT * FROM db.t ORDER BY k"));
  }

  @Test
  void csvKeepsCarriageReturnsAndEmptyTexts() throws Exception {
    load("t", "1\ta\r\n2\t\n");
    assertEquals(List.of(List.of(1, "a\r"), List.of(2, "")), rows("SELECT * FROM db.t ORDER BY k"));
  }

  @Test
  void columnsNameTheFilesColumns() throws Exception {
    load("t", "a,skipped,1\n", "column_separator: ,", "columns: v, nothing, k");
    assertEquals(List.of(List.of(1, "a")), rows("SELECT * FROM db.t"));
    assertEquals(
        "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = Column has no default value."
            + " column: k",
        load("t", "a\n", "columns: v").path("Message").asText());
  }

  @Test
  void jsonIsReadByLineWhereNothingIsSaid() throws Exception {
    assertEquals(
        2,
        load("t", "{\"k\":1}\n\n{\"k\":\"2\",\"v\":true}", JSON).path("NumberLoadedRows").asInt());
    assertEquals(
        List.of(Arrays.asList(1, null), List.of(2, "1")), rows("SELECT * FROM db.t ORDER BY k"));
  }

  @Test
  void jsonTextsAreUnescapedAndNestedValuesKept() throws Exception {
    table("k INT, s STRING, j JSON");
    load(
        "x",
        "{\"k\":1,\"s\":\"\\u00fc\\ud83d\\ude00\\n\\\"\",\"j\":{\"b\":[1, 2]},\"more\":{\"x\":[]}}\n",
        JSON,
        BY_LINE);
    assertEquals(List.of(List.of(1, "ü😀\n\"", "{\"b\":[1,2]}")), rows("SELECT * FROM db.x"));
  }

  @Test
  void outerArrayIsStripped() throws Exception {
    JsonNode reply =
        load("t", " [ {\"k\":1,\"v\":\"],{\"} ,\n{\"k\":2}] ", JSON, "strip_outer_array: true");
    assertEquals(2, reply.path("NumberLoadedRows").asInt());
    assertEquals(
        List.of(List.of(1, "],{"), Arrays.asList(2, null)), rows("SELECT * FROM db.t ORDER BY k"));
  }

  @Test
  void arrayWithoutStrippingIsFiltered() throws Exception {
    JsonNode reply = load("t", "[{\"k\":1}]\n", JSON, BY_LINE, PATIENT);
    assertTrue(
        errorLog(reply).contains("JSON data is array-object, `strip_outer_array` must be TRUE"));
  }

  @Test
  void brokenJsonLineIsFilteredAlone() throws Exception {
    JsonNode reply =
        load("t", "{\"k\":1}\n{\"k\":2\n{\"k\":03}\n{\"k\":4}\n", JSON, BY_LINE, PATIENT);
    assertEquals(2, reply.path("NumberLoadedRows").asInt());
    assertEquals(2, reply.path("NumberFilteredRows").asInt());
    assertTrue(errorLog(reply).contains("Parse json data for JsonDoc failed. code: "));
  }

  @Test
  void missingKeysTakeTheDefault() throws Exception {
    table("k INT, n INT NOT NULL DEFAULT \"7\", s VARCHAR(3) DEFAULT 'x'");
    load("x", "{\"k\":1}\n", JSON, BY_LINE);
    assertEquals(List.of(List.of(1, 7, "x")), rows("SELECT * FROM db.x"));
  }

  @Test
  void lastRowOfAKeyWinsInUniqueTables() throws Exception {
    doris.execute(
        "CREATE TABLE db.u (k INT, v STRING) UNIQUE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1");
    load("u", "1\ta\n2\tb\n1\tc\n\\N\td\n");
    load("u", "2\te\n\\N\tf\n");
    assertEquals(
        List.of(List.of(1, "c"), List.of(2, "e"), Arrays.asList(null, "f")),
        rows("SELECT * FROM db.u ORDER BY k NULLS LAST"));
  }

  @Test
  void unknownFormatIsRefused() throws Exception {
    assertTrue(
        load("t", "", "format: xml")
            .path("Message")
            .asText()
            .endsWith("unknown data format, format=xml"));
  }
}
