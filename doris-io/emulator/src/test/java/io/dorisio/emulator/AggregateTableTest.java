package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AGGREGATE tables: values of equal keys become one. */
class AggregateTableTest extends AnyDorisTest {
  private static final String COMMA = "column_separator: ,";

  private void table(String values) throws Exception {
    doris.execute(
        "CREATE TABLE db.a (k INT, "
            + values
            + ") AGGREGATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1");
  }

  private void loads(String body, String... headers) throws Exception {
    JsonNode reply = load("a", body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
  }

  private List<List<Object>> all() throws Exception {
    return rows("SELECT * FROM db.a ORDER BY k");
  }

  @Test
  void valuesAreAggregatedWithinAndAcrossLoads() throws Exception {
    table("s BIGINT SUM, d DECIMAL(10,2) SUM, lo DATE MIN, hi INT MAX");
    loads("1,1,1.10,2026-01-05,7\n1,2,2.20,2026-01-03,9\n2,5,0,2026-01-01,1\n", COMMA);
    loads("1,4,4.40,2026-01-04,8\n", COMMA);
    assertEquals(
        List.of(
            List.of(1, 7L, new BigDecimal("7.70"), LocalDate.of(2026, 1, 3), 9),
            List.of(2, 5L, new BigDecimal("0.00"), LocalDate.of(2026, 1, 1), 1)),
        all());
  }

  @Test
  void replaceTakesTheLastValue() throws Exception {
    table("r STRING REPLACE, n STRING REPLACE_IF_NOT_NULL");
    loads("1,a,b\n1,c,\\N\n", COMMA);
    assertEquals(List.of(List.of(1, "c", "b")), all());
    loads("1,\\N,\\N\n", COMMA);
    assertEquals(List.of(Arrays.asList(1, null, "b")), all());
  }

  @Test
  void nullsDoNotCountInSumsAndExtremes() throws Exception {
    table("s INT SUM, lo INT MIN, hi INT MAX");
    loads("1,\\N,\\N,\\N\n", COMMA);
    assertEquals(List.of(Arrays.asList(1, null, null, null)), all());
    loads("1,3,3,3\n1,\\N,\\N,\\N\n", COMMA);
    assertEquals(List.of(List.of(1, 3, 3, 3)), all());
  }

  @Test
  void sumsRunOver() throws Exception {
    table("s TINYINT SUM");
    loads("1,127\n1,2\n", COMMA);
    assertEquals(List.of(List.of(1, (byte) -127)), all());
  }

  @Test
  void negativeLoadsTakeSumsBack() throws Exception {
    table("s INT SUM");
    loads("1,5\n2,7\n", COMMA);
    loads("1,5\n", COMMA, "negative: true");
    assertEquals(List.of(List.of(1, 0), List.of(2, 7)), all());
  }

  @Test
  void negativeLoadsNeedSums() throws Exception {
    table("s INT SUM, m INT MAX");
    assertEquals(
        "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = Column is not SUM AggregateType."
            + " column:m",
        load("a", "", "negative: true").path("Message").asText());
  }

  @Test
  void schemaInterfaceNamesTheAggregations() throws Exception {
    table("s INT SUM, r STRING REPLACE");
    JsonNode data = get("/api/db/a/_schema").path("data");
    assertEquals("AGG_KEYS", data.path("keysType").asText());
    assertEquals("", data.path("properties").path(0).path("aggregation_type").asText());
    assertEquals("SUM", data.path("properties").path(1).path("aggregation_type").asText());
  }

  @Test
  void declarationsAreChecked() {
    String tail = ") AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)";
    for (String columns : List.of("k INT, v INT", "k INT SUM, v INT SUM", "k INT, v STRING SUM")) {
      assertThrows(
          SQLException.class, () -> doris.execute("CREATE TABLE db.b (" + columns + tail), columns);
    }
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> doris.execute("CREATE TABLE db.b (k INT, v INT BITMAP_UNION" + tail));
    assertTrue(e.getMessage().contains("BITMAP_UNION is not supported by the emulator"));
  }
}
