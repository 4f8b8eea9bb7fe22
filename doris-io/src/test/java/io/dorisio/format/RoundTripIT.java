package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.LocalDoris;
import io.dorisio.client.DorisClient;
import io.dorisio.client.StreamLoad;
import io.dorisio.client.StreamLoadReply;
import io.dorisio.client.StreamLoadRequest;
import io.dorisio.client.TableName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of hostile values come back from the table as they were, whatever they travelled in. */
class RoundTripIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final int ROWS = 400;
  private static final int ROWS_A_PIECE = 57;

  private final List<String> labels = new ArrayList<>();

  static Stream<Arguments> formats() {
    return Stream.of(
        Arguments.of(LoadFormat.JSON, Compression.NONE),
        Arguments.of(LoadFormat.JSON, Compression.GZIP),
        Arguments.of(LoadFormat.JSON, Compression.LZ4),
        Arguments.of(LoadFormat.CSV, Compression.NONE),
        Arguments.of(LoadFormat.CSV, Compression.GZIP),
        Arguments.of(LoadFormat.CSV, Compression.LZ4),
        Arguments.of(LoadFormat.ARROW, Compression.NONE));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void valuesComeBackAsTheyWere(LoadFormat format, Compression compression) throws Exception {
    String table = DORIS.createTable(HostileRows.COLUMNS, "id");
    HostileRows hostile = new HostileRows(new Random(20_260_101));
    List<Row> rows = hostile.rows(ROWS);

    load(table, format, RowOptions.defaults().withCompression(compression), rows);

    List<List<Object>> stored =
        DORIS.rows("SELECT " + HostileRows.SELECT + " FROM " + table + " ORDER BY id");
    assertEquals(ROWS, stored.size());
    for (int i = 0; i < ROWS; i++) {
      assertEquals(HostileRows.expected(rows.get(i)), stored.get(i), "row " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void deletesTakeRowsOut(LoadFormat format, Compression compression) throws Exception {
    String table = uniqueTable("id BIGINT, v VARCHAR(20)", "id");
    Schema schema = Schema.builder().addInt64Field("id").addNullableStringField("v").build();
    RowOptions options = RowOptions.defaults().withCompression(compression).withDeletes();
    load(
        table,
        format,
        options,
        List.of(row(schema, 1L, "a"), row(schema, 2L, "b"), row(schema, 3L, "c")));

    RowWriter<Row> writer = format.encoder(schema, options).newWriter();
    writer.write(row(schema, 2L, null), RowKind.DELETE);
    writer.write(row(schema, 3L, "d"), RowKind.UPSERT);
    send(table, format.encoder(schema, options).loadProperties(), List.of(writer.drain()), 2);

    assertEquals(
        List.of(List.of(1L, "a"), List.of(3L, "d")),
        DORIS.rows("SELECT id, v FROM " + table + " ORDER BY id"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void partialUpdatesLeaveOtherColumns(LoadFormat format, Compression compression)
      throws Exception {
    String table = uniqueTable("id BIGINT, a VARCHAR(20), b VARCHAR(20)", "id");
    Schema whole =
        Schema.builder().addInt64Field("id").addStringField("a").addStringField("b").build();
    load(table, format, RowOptions.defaults(), List.of(row(whole, 1L, "a1", "b1")));

    Schema part = Schema.builder().addStringField("b").addInt64Field("id").build();
    load(
        table,
        format,
        RowOptions.defaults().withPartialUpdate().withCompression(compression),
        List.of(row(part, "b2", 1L)));

    assertEquals(List.of(List.of(1L, "a1", "b2")), DORIS.rows("SELECT id, a, b FROM " + table));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void oddColumnNamesReachTheirColumns(LoadFormat format, Compression compression)
      throws Exception {
    String table =
        DORIS.createTable("id BIGINT, `a b` INT, `c$` INT, `größe` INT, `Order` INT", "id");
    Schema schema =
        Schema.builder()
            .addInt32Field("Order")
            .addInt32Field("größe")
            .addInt32Field("c$")
            .addInt32Field("a b")
            .addInt64Field("id")
            .build();

    load(
        table,
        format,
        RowOptions.defaults().withCompression(compression),
        List.of(row(schema, 4, 3, 2, 1, 0L)));

    assertEquals(
        List.of(List.of(0L, 1, 2, 3, 4)),
        DORIS.rows("SELECT id, `a b`, `c$`, `größe`, `Order` FROM " + table));
  }

  @Test
  void jsonTextsOfDifferentKeysUpdateTheirColumnsAlone() throws Exception {
    String table = uniqueTable("id BIGINT, a VARCHAR(20), b VARCHAR(20)", "id");
    JsonTextFormat<String> format =
        JsonTextFormat.ofStrings().withOptions(RowOptions.defaults().withPartialUpdate());
    Map<Object, List<String>> byShape = new HashMap<>();
    for (String json :
        List.of("{\"id\":1,\"a\":\"x\"}", "{\"id\":1,\"b\":\"y\"}", "{\"a\":\"z\",\"id\":2}")) {
      Object shape = format.shapeOf(format.toRow(json));
      byShape.computeIfAbsent(shape, s -> new ArrayList<>()).add(json);
    }
    for (List<String> alike : byShape.values()) {
      RowEncoder<Utf8Slice> encoder = format.encoderFor(format.toRow(alike.get(0)), Map.of());
      RowWriter<Utf8Slice> writer = encoder.newWriter();
      alike.forEach(json -> writer.write(format.toRow(json), RowKind.UPSERT));
      send(table, encoder.loadProperties(), List.of(writer.drain()), alike.size());
    }

    List<Object> second = new ArrayList<>(List.of(2L, "z"));
    second.add(null);
    assertEquals(
        List.of(List.of(1L, "x", "y"), second),
        DORIS.rows("SELECT id, a, b FROM " + table + " ORDER BY id"));
  }

  @Test
  void jsonTextsDelete() throws Exception {
    String table = uniqueTable("id BIGINT, a VARCHAR(20)", "id");
    RowEncoder<Utf8Slice> encoder =
        JsonTextFormat.ofBytes()
            .withOptions(RowOptions.defaults().withDeletes())
            .encoderFor(utf8(""), Map.of());
    RowWriter<Utf8Slice> writer = encoder.newWriter();
    writer.write(utf8("{\"id\":1,\"a\":\"x\"}"), RowKind.UPSERT);
    writer.write(utf8("{\"id\":2,\"a\":\"y\"}"), RowKind.UPSERT);
    send(table, encoder.loadProperties(), List.of(writer.drain()), 2);
    writer.write(utf8("{\"id\":1}"), RowKind.DELETE);
    send(table, encoder.loadProperties(), List.of(writer.drain()), 1);

    assertEquals(List.of(List.of(2L, "y")), DORIS.rows("SELECT id, a FROM " + table));
  }

  private static Utf8Slice utf8(String text) {
    return Utf8Slice.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private void load(String table, LoadFormat format, RowOptions options, List<Row> rows)
      throws Exception {
    RowEncoder<Row> encoder = format.encoder(rows.get(0).getSchema(), options);
    List<Piece> pieces = new ArrayList<>();
    try (RowWriter<Row> writer = encoder.newWriter()) {
      for (Row row : rows) {
        writer.write(row, RowKind.UPSERT);
        if (writer.rows() == ROWS_A_PIECE) {
          pieces.add(writer.drain());
        }
      }
      pieces.add(writer.drain());
    }
    send(table, encoder.loadProperties(), pieces, rows.size());
  }

  private void send(String table, Map<String, String> properties, List<Piece> pieces, int rows)
      throws Exception {
    Map<String, String> all = new HashMap<>(properties);
    all.put("strict_mode", "true");
    String label = "rows_" + table.replace('.', '_') + "_" + labels.size();
    labels.add(label);
    try (DorisClient client = new DorisClient(DORIS.connection())) {
      StreamLoad load = client.open(new StreamLoadRequest(TableName.parse(table), label, all));
      int left = rows;
      for (Piece piece : pieces) {
        load.write(piece.bytes(), left);
        left = 0;
      }
      load.end();
      StreamLoadReply reply = load.awaitReply(Duration.ofMinutes(2));
      assertEquals(rows, reply.loadedRows(), reply.toString());
      client.commit("test", reply.transactionId());
    }
  }

  private static String uniqueTable(String columns, String key) {
    String table = DORIS.createTable(columns, key);
    DORIS.execute("DROP TABLE " + table);
    DORIS.execute(
        "CREATE TABLE "
            + table
            + " ("
            + columns
            + ") UNIQUE KEY("
            + key
            + ") DISTRIBUTED BY HASH("
            + key
            + ") BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\","
            + " \"enable_unique_key_merge_on_write\" = \"true\")");
    return table;
  }

  private static Row row(Schema schema, Object... values) {
    return Row.withSchema(schema).addValues(values).build();
  }
}
