package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** doris-protocol 2.2: Parquet. */
class ParquetTest extends AnyDorisTest {
  private static final String PARQUET = "format: parquet";

  @TempDir Path directory;

  private byte[] file(String query) throws Exception {
    Path file = directory.resolve("rows.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    }
    return Files.readAllBytes(file);
  }

  @Test
  void columnsAreMatchedByNameAndMissingOnesAreNull() throws Exception {
    doris.execute(
        "CREATE TABLE db.p (k INT, v STRING, d DECIMAL(10,2), t DATETIME(3), z DATETIME, a"
            + " ARRAY<STRING>, n INT) DISTRIBUTED BY RANDOM");
    byte[] body =
        file(
            "SELECT 'x' AS v, 1.50::DECIMAL(10,2) AS d, TIMESTAMP '2026-01-02 03:04:05.678' AS t,"
                + " to_timestamp(0) AS z, ['a', NULL] AS a, i AS K FROM range(3) r(i)");
    JsonNode reply = load("p", body, PARQUET, "timezone: +08:00");
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    assertEquals(3, reply.path("NumberLoadedRows").asInt());
    assertEquals(
        Arrays.asList(
            0,
            "x",
            "1.50",
            "2026-01-02 03:04:05.678",
            "1970-01-01 08:00:00",
            "[\"a\", null]",
            null),
        rows("SELECT k, v, cast(d AS VARCHAR), cast(t AS VARCHAR), cast(z AS VARCHAR), a, n"
                + " FROM db.p ORDER BY k LIMIT 1")
            .get(0));
  }

  @Test
  void whereAndDerivedColumnsServeParquetToo() throws Exception {
    JsonNode reply =
        load(
            "t",
            file("SELECT i AS a FROM range(5000) r(i)"),
            PARQUET,
            "columns: a, k = a + 1, v = cast(a as varchar)",
            "where: k > 4999");
    assertEquals(4999, reply.path("NumberUnselectedRows").asInt(), reply.toString());
    assertEquals(List.of(List.of(5000, "4999")), rows("SELECT * FROM db.t"));
  }

  @Test
  void whatIsNoFileFailsTheLoad() throws Exception {
    byte[] body = "no parquet at all".getBytes(StandardCharsets.UTF_8);
    assertEquals("Fail", load("t", body, PARQUET).path("Status").asText());
    assertEquals("Success", load("t", "", PARQUET).path("Status").asText());
  }
}
