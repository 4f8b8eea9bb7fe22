package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** doris-protocol 7.5: Arrow's IPC stream format. */
class ArrowTest extends AnyDorisTest {
  private static final String ARROW = "format: arrow";

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void closeAllocator() {
    allocator.close();
  }

  private byte[] stream(FieldVector... vectors) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (VectorSchemaRoot root = new VectorSchemaRoot(Arrays.asList(vectors));
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
      root.setRowCount(vectors[0].getValueCount());
      writer.start();
      writer.writeBatch();
      writer.writeBatch();
      writer.end();
    }
    return out.toByteArray();
  }

  private IntVector ints(String name, int... values) {
    IntVector vector = new IntVector(name, allocator);
    for (int i = 0; i < values.length; i++) {
      vector.setSafe(i, values[i]);
    }
    vector.setValueCount(values.length);
    return vector;
  }

  private VarCharVector texts(String name, String... values) {
    VarCharVector vector = new VarCharVector(name, allocator);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
      }
    }
    vector.setValueCount(values.length);
    return vector;
  }

  private JsonNode succeed(String table, byte[] body, String... headers) throws Exception {
    JsonNode reply = load(table, body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    return reply;
  }

  private void assertRefused(String message, String table, byte[] body, String... headers)
      throws Exception {
    JsonNode reply = load(table, body, headers);
    assertEquals("Fail", reply.path("Status").asText(), reply.toString());
    assertEquals(message, reply.path("Message").asText());
  }

  @Test
  void columnsStandInTheOrderOfTheLoad() throws Exception {
    byte[] body = stream(texts("v", "a", null), ints("k", 1, 2));
    assertEquals(4, succeed("t", body, ARROW, "columns: v,k").path("NumberLoadedRows").asInt());
    assertEquals(
        List.of(List.of(1, "a"), Arrays.asList(2, null)),
        rows("SELECT DISTINCT * FROM db.t ORDER BY k"));
    assertRefused(
        "[INTERNAL_ERROR]Column name mismatch: expected k, got v",
        "t",
        stream(texts("v", "a"), ints("k", 1)),
        ARROW);
  }

  @Test
  void typesAreThoseOfTheTable() throws Exception {
    doris.execute(
        "CREATE TABLE db.w (k BIGINT, m DECIMAL(9,2)) DISTRIBUTED BY RANDOM BUCKETS AUTO");
    assertTrue(
        load("w", stream(ints("k", 1)), ARROW, "columns: k")
            .path("Message")
            .asText()
            .endsWith("column k of type bigint: a backend would read the buffer as it stands"));
    DecimalVector m = new DecimalVector("m", allocator, 9, 3);
    m.setSafe(0, new BigDecimal("1.234"));
    m.setValueCount(1);
    assertTrue(
        load("w", stream(m), ARROW, "columns: m")
            .path("Message")
            .asText()
            .contains("decimal(9,2)"));
  }

  @Test
  void decimalsBeyondThePrecisionAreFiltered() throws Exception {
    doris.execute("CREATE TABLE db.w (m DECIMAL(4,2)) DISTRIBUTED BY RANDOM BUCKETS AUTO");
    DecimalVector m = new DecimalVector("m", allocator, 9, 2);
    m.setSafe(0, new BigDecimal("123.45"));
    m.setValueCount(1);
    JsonNode reply = succeed("w", stream(m), ARROW, "max_filter_ratio: 1");
    assertEquals(2, reply.path("NumberFilteredRows").asInt());
    assertTrue(
        errorLog(reply)
            .startsWith(
                "Reason: column_name[m], decimal value is not valid for definition, value=12345,"
                    + " precision=4, scale=2, min=-9999, max=9999; . src line []; \n"));
  }

  @Test
  void nullsInNotNullColumnsAreFiltered() throws Exception {
    IntVector k = ints("k", 1);
    k.setNull(0);
    JsonNode reply = succeed("t", stream(k, texts("v", "a b")), ARROW, "max_filter_ratio: 1");
    assertTrue(
        errorLog(reply)
            .startsWith(
                "Reason: column(k) values is null while columns is not nullable. src line [NULL a"
                    + " b]; \n"));
  }

  @Test
  void columnsThatTheTableDoesNotHaveAreRefused() throws Exception {
    assertRefused(
        "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = Unknown column n in table t for"
            + " FORMAT_ARROW load",
        "t",
        stream(ints("k", 1), ints("n", 1)),
        ARROW,
        "columns: k,n,v=n*10");
  }

  @Test
  void streamsMayFollowEachOther() throws Exception {
    byte[] first = stream(ints("k", 1), texts("v", "a"));
    byte[] second = stream(ints("k", 2), texts("v", "b"));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertEquals(4, succeed("t", both, ARROW).path("NumberLoadedRows").asInt());
  }

  @Test
  void everyTypeArrives() throws Exception {
    doris.execute(
        "CREATE TABLE db.x (b BOOLEAN, l LARGEINT, d DOUBLE, m DECIMAL(20,3), day DATE,"
            + " naive DATETIME(6), zoned DATETIME(6), list ARRAY<INT>) DISTRIBUTED BY RANDOM");
    BitVector b = new BitVector("b", allocator);
    b.setSafe(0, 1);
    VarCharVector l = texts("l", String.valueOf(Long.MIN_VALUE));
    Float8Vector d = new Float8Vector("d", allocator);
    d.setSafe(0, -2.5e-7);
    DecimalVector m = new DecimalVector("m", allocator, 20, 3);
    m.setSafe(0, new BigDecimal("-12345678901234567.891"));
    DateDayVector day = new DateDayVector("day", allocator);
    day.setSafe(0, (int) LocalDate.of(2026, 11, 21).toEpochDay());
    TimeStampMicroVector naive = new TimeStampMicroVector("naive", allocator);
    naive.setSafe(0, 1_000_001L);
    TimeStampMicroTZVector zoned = new TimeStampMicroTZVector("zoned", allocator, "UTC");
    zoned.setSafe(0, 1_000_001L);
    ListVector list = ListVector.empty("list", allocator);
    UnionListWriter writer = list.getWriter();
    writer.startList();
    writer.integer().writeInt(1);
    writer.integer().writeNull();
    writer.endList();
    writer.setValueCount(1);
    FieldVector[] vectors = {b, l, d, m, day, naive, zoned, list};
    for (FieldVector vector : vectors) {
      vector.setValueCount(1);
    }
    succeed("x", stream(vectors), ARROW);
    assertEquals(
        List.of(
            true,
            BigInteger.valueOf(Long.MIN_VALUE),
            -2.5e-7,
            new BigDecimal("-12345678901234567.891"),
            LocalDate.of(2026, 11, 21),
            LocalDateTime.of(1970, 1, 1, 0, 0, 1, 1_000),
            LocalDateTime.of(1970, 1, 1, 8, 0, 1, 1_000),
            "[1, null]"),
        rows("SELECT * FROM db.x").get(0));
  }

  @Test
  void hiddenColumnsServeArrowToo() throws Exception {
    doris.execute("CREATE TABLE db.u (k INT, v INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)");
    succeed("u", stream(ints("k", 1, 2), ints("v", 10, 20)), ARROW);
    succeed(
        "u",
        stream(ints("k", 1), ints("v", 1), tinyInts("__DORIS_DELETE_SIGN__", 1)),
        ARROW,
        "hidden_columns: __DORIS_DELETE_SIGN__");
    assertEquals(List.of(List.of(2, 20)), rows("SELECT * FROM db.u"));
    succeed(
        "u",
        stream(tinyInts("__DORIS_DELETE_SIGN__", 0, 1), ints("k", 3, 2)),
        ARROW,
        "columns: __DORIS_DELETE_SIGN__,k");
    assertEquals(List.of(Arrays.asList(3, null)), rows("SELECT * FROM db.u"));
  }

  private TinyIntVector tinyInts(String name, int... values) {
    TinyIntVector vector = new TinyIntVector(name, allocator);
    for (int i = 0; i < values.length; i++) {
      vector.setSafe(i, values[i]);
    }
    vector.setValueCount(values.length);
    return vector;
  }

  @Test
  void whatIsNoStreamFailsTheLoad() throws Exception {
    assertTrue(
        load("t", "no arrow", ARROW)
            .path("Message")
            .asText()
            .startsWith("[INTERNAL_ERROR]failed to open stream reader: "));
    assertEquals("Success", load("t", "", ARROW).path("Status").asText());
  }
}
