package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** doris-protocol 2.2, 2.3: derived columns, where, partitions, time zones. */
class ColumnsTest extends AnyDorisTest {
  private static final String COMMA = "column_separator: ,";

  @BeforeEach
  void createTable() throws Exception {
    doris.execute(
        "CREATE TABLE db.d (k INT, v STRING, t DATETIME, n INT DEFAULT '5') DUPLICATE KEY(k)"
            + " DISTRIBUTED BY HASH(k) BUCKETS 1");
  }

  private List<List<Object>> loaded(String body, String... headers) throws Exception {
    doris.execute("TRUNCATE TABLE db.d");
    JsonNode reply = load("d", body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    return rows("SELECT * FROM db.d ORDER BY k");
  }

  @Test
  void columnsAreDerivedFromOthers() throws Exception {
    LocalDateTime time = LocalDateTime.of(2026, 11, 21, 10, 0, 5);
    assertEquals(
        List.of(List.of(4, "ab-2", time, 7), Arrays.asList(6, null, time, 7)),
        loaded(
            "2,ab,21/11/2026 10:00:05\n3,\\N,21/11/2026 10:00:05\n",
            COMMA,
            "columns: a,b,c, k=a*2, v=concat(b,'-',a), t=str_to_date(c,'%d/%m/%Y %H:%i:%s'),"
                + "n=if(a > 100, 1, 7)"));
  }

  @Test
  void derivedColumnsMayNameEarlierDerivedOnes() throws Exception {
    assertEquals(
        List.of(Arrays.asList(3, "6", null, 5)),
        loaded("1,2\n", COMMA, "columns: a,b, s = a + b, k = s, v = cast(s * 2 as int)"));
  }

  @Test
  void columnsMayReplaceThemselves() throws Exception {
    assertEquals(
        List.of(Arrays.asList(2, "A", null, 5)),
        loaded("1,a\n", COMMA, "columns: k,v,k=k+1,v=upper(v)"));
  }

  @Test
  void onlyDerivedColumnsLeaveTheFileToTheSchema() throws Exception {
    assertEquals(
        List.of(Arrays.asList(1, "a", null, 9)), loaded("1,a,\\N\n", COMMA, "columns: n=9"));
  }

  @Test
  void whatDoesNotConvertIsNullInExpressions() throws Exception {
    assertEquals(List.of(Arrays.asList(null, "x", null, 5)), loaded("x\n", "columns: v,k=v*2"));
  }

  @Test
  void manyRowsGoThroughExpressionsInOrder() throws Exception {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      body.append(i).append('\n');
    }
    loaded(body.toString(), "columns: a,k=a+1");
    assertEquals(List.of(List.of(5_000L, 12_502_500L)), longs("SELECT count(*), sum(k) FROM db.d"));
  }

  private List<List<Object>> longs(String sql) throws Exception {
    return rows(sql).stream()
        .map(row -> row.stream().<Object>map(v -> ((Number) v).longValue()).toList())
        .toList();
  }

  @Test
  void unknownColumnsInExpressionsAreRefused() throws Exception {
    assertTrue(load("d", "", "columns: k,v=nope+1").path("Message").asText().contains("'nope'"));
    assertTrue(load("d", "", "where: nope = 1").path("Message").asText().contains("'nope'"));
  }

  @Test
  void rowsThatWhereDoesNotSelectAreUnselected() throws Exception {
    JsonNode reply =
        load(
            "d",
            "1,a\n2,b\n3,\\N\nx,c\n",
            COMMA,
            "columns: k,v",
            "where: k >= 2 and (v = 'b' or v is null)",
            "strict_mode: true",
            "max_filter_ratio: 0.5");
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    assertEquals(4, reply.path("NumberTotalRows").asInt());
    assertEquals(2, reply.path("NumberLoadedRows").asInt());
    assertEquals(1, reply.path("NumberFilteredRows").asInt());
    assertEquals(1, reply.path("NumberUnselectedRows").asInt());
    assertEquals(List.of(List.of(2), List.of(3)), rows("SELECT k FROM db.d ORDER BY k"));
  }

  @Test
  void whereSeesDerivedValuesInTheTablesTypes() throws Exception {
    assertEquals(
        List.of(Arrays.asList(20, "b", null, 5)),
        loaded("1,a\n2,b\n", COMMA, "columns: a,v,k=a*10", "where: k > 9 and k <> 10"));
  }

  @Test
  void unselectedRowsDoNotCountAgainstTheFilterRatio() throws Exception {
    JsonNode reply =
        load(
            "d",
            "1\n2\n3\nx\n",
            "columns: k",
            "where: k = 1",
            "strict_mode: true",
            "max_filter_ratio: 0.3");
    assertEquals("[DATA_QUALITY_ERROR]too many filtered rows", reply.path("Message").asText());
  }

  @Test
  void partitionsOfBothKindsAreRefused() throws Exception {
    assertEquals(
        "[INVALID_ARGUMENT]Can not specify both partitions and temporary partitions",
        load("d", "", "partitions: p", "temporary_partitions: q").path("Message").asText());
  }

  @Test
  void timesWithAZoneMoveIntoThatOfTheLoad() throws Exception {
    assertEquals(
        List.of(List.of(1, "1970-01-01 08:00:01", LocalDateTime.of(2026, 1, 1, 8, 0), 5)),
        loaded(
            "1,2026-01-01 00:00:00+00:00\n",
            COMMA,
            "columns: k,t,v=from_unixtime(k)",
            "timezone: Asia/Shanghai"));
  }

  @Test
  void timeoutsOutOfRangeAreRefused() throws Exception {
    for (String timeout : List.of("0", "259201", "-5")) {
      assertEquals(
          "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = Invalid timeout: "
              + timeout
              + ". Timeout should between 1 and 259200 seconds",
          load("d", "", "timeout: " + timeout).path("Message").asText());
    }
    assertEquals("Fail", load("d", "", "timeout: soon").path("Status").asText());
  }
}
