package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.TableName;
import io.dorisio.format.Piece;
import io.dorisio.format.RowEncoder;
import io.dorisio.format.RowFormat;
import io.dorisio.format.RowKind;
import io.dorisio.format.RowWriter;
import io.dorisio.schema.TableSetup;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows are texts; an element is {@code table/row}. */
class RowPackerTest {

  /** A writer that is strict about its life, and counted. */
  private static final class Lines implements RowFormat<String, String> {
    private static final long serialVersionUID = 1L;

    private int open;
    private int mostOpen;
    private final Set<RowWriter<String>> unsettled = new HashSet<>();
    private int mostUnsettled;

    @Override
    public String toRow(String element) {
      return element.substring(element.indexOf('/') + 1);
    }

    @Override
    public Object shapeOf(String row) {
      return "line";
    }

    @Override
    public RowEncoder<String> encoderFor(String row, Map<String, String> loadProperties) {
      return new RowEncoder<>() {
        @Override
        public RowWriter<String> newWriter() {
          open++;
          mostOpen = Math.max(mostOpen, open);
          return new LineWriter();
        }

        @Override
        public Map<String, String> loadProperties() {
          return loadProperties;
        }
      };
    }

    @Override
    public String describe(String row) {
      return row;
    }

    private final class LineWriter implements RowWriter<String> {
      private ByteArrayOutputStream lines = new ByteArrayOutputStream();
      private int rows;
      private boolean closed;

      @Override
      public void write(String row, RowKind kind) {
        assertTrue(!closed, "written to after its end");
        lines.writeBytes((row + "\n").getBytes(StandardCharsets.UTF_8));
        rows++;
        unsettled.add(this);
      }

      @Override
      public void settle() {
        assertTrue(!closed, "settled after its end");
        unsettled.remove(this);
        mostUnsettled = Math.max(mostUnsettled, unsettled.size());
      }

      @Override
      public int rows() {
        return rows;
      }

      @Override
      public int size() {
        return lines.size();
      }

      @Override
      public Piece drain() {
        assertTrue(!closed, "drained after its end");
        byte[] bytes = lines.toByteArray();
        lines = new ByteArrayOutputStream();
        rows = 0;
        unsettled.remove(this);
        return Piece.of(bytes);
      }

      @Override
      public void close() {
        assertTrue(!closed, "closed twice");
        closed = true;
        open--;
      }
    }
  }

  private final Lines format = new Lines();
  private final List<String> sent = new ArrayList<>();
  private final TableAccess tables =
      new TableAccess(DorisConnection.of("nowhere:8030"), null, false);

  @AfterEach
  void close() {
    tables.close();
  }

  private RowPacker<String, String> packer(SerializableFunction<String, String> key) {
    RowSpec.Builder<String> spec =
        RowSpec.<String>defaults().toBuilder()
            .setDestinations(
                new Destinations<>() {
                  @Override
                  public Object keyOf(String element) {
                    return new TableName("db", element.substring(0, element.indexOf('/')));
                  }

                  @Override
                  public TableName tableOf(Object key) {
                    return (TableName) Objects.requireNonNull(key);
                  }

                  @Override
                  public TableSetup setup(TableName table) {
                    return TableSetup.DEFAULT;
                  }
                })
            .setShards(1_000);
    if (key != null) {
      spec.setShardKey(key);
    }
    return new RowPacker<>(spec.build(), format, tables);
  }

  private void add(RowPacker<String, String> packer, String table, String row) throws Exception {
    packer.add(
        new TableName("db", table),
        table + "/" + row,
        BoundedWindow.TIMESTAMP_MIN_VALUE,
        (key, block) -> take(block),
        (name, element, timestamp, why) -> {
          throw why;
        });
  }

  private void take(RowBlock block) {
    StandardCharsets.UTF_8.decode(block.bytes()).toString().lines().forEach(sent::add);
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).sorted().toList();
  }

  @Test
  void manyTablesLeaveNoWriterBehindTheirBundle() throws Exception {
    RowPacker<String, String> packer = packer(null);
    packer.start();
    for (int i = 0; i < 1_000; i++) {
      add(packer, "t" + i, "" + i);
    }

    packer.flush((key, block) -> take(block));

    assertEquals(0, format.open);
    assertEquals(numbers(1_000), sent.stream().sorted().toList());
  }

  @Test
  void manyShardsLeaveOnlySoManyWritersBehindTheirBlocks() throws Exception {
    RowPacker<String, String> packer = packer(element -> element);
    for (int bundle = 0; bundle < 3; bundle++) {
      packer.start();
      for (int i = 0; i < 2_000; i++) {
        add(packer, "t", "" + i);
      }
      packer.flush((key, block) -> take(block));
      assertTrue(format.open <= 128, () -> format.open + " writers are held between bundles");
    }

    assertTrue(format.mostOpen > 500, "the rows went to few shards");
    Set<String> rows = new TreeSet<>(sent);
    assertEquals(new TreeSet<>(numbers(2_000)), rows);
    assertEquals(6_000, sent.size());
  }

  @Test
  void aFullBlockOfManyGivesUpItsWriterAndItsShardGoesOn() throws Exception {
    RowPacker<String, String> packer = packer(null);
    packer.start();
    for (int i = 0; i < 200; i++) {
      add(packer, "t" + i, "first");
    }
    String large = "x".repeat(OpenBlocks.BLOCK_BYTES);

    add(packer, "t7", large);
    assertEquals(199, format.open);
    assertEquals(List.of("first", large), sent);
    add(packer, "t7", "next");

    packer.flush((key, block) -> take(block));
    assertEquals(202, sent.size());
    assertTrue(sent.contains("next"));
  }

  @Test
  void onlyTheBlockOfTheLastRowIsUnsettled() throws Exception {
    RowPacker<String, String> packer = packer(element -> element);
    packer.start();
    for (int i = 0; i < 1_000; i++) {
      add(packer, "t" + i % 3, "" + i % 7);
    }
    assertEquals(1, format.mostUnsettled);

    packer.settle((key, block) -> take(block), (table, element, timestamp, why) -> {});
    assertEquals(Set.of(), format.unsettled);

    packer.close();
  }

  @Test
  void anElementWithoutATableIsRefusedWithoutOneAndTheOthersArrive() throws Exception {
    RowPacker<String, String> packer = packer(null);
    packer.start();
    List<String> refused = new ArrayList<>();
    add(packer, "t", "first");

    for (Object noTable : Arrays.asList(null, "no TableName")) {
      packer.add(
          noTable,
          "element",
          BoundedWindow.TIMESTAMP_MIN_VALUE,
          (key, block) -> take(block),
          (table, element, timestamp, why) -> refused.add(table + " " + element));
    }

    add(packer, "t", "last");
    packer.flush((key, block) -> take(block));
    assertEquals(List.of("null element", "null element"), refused);
    assertEquals(List.of("first", "last"), sent);
  }

  @Test
  void rowsOfABundleThatFailedAreDropped() throws Exception {
    RowPacker<String, String> packer = packer(null);
    packer.start();
    add(packer, "t", "lost with its bundle");

    packer.start();
    add(packer, "t", "kept");
    packer.flush((key, block) -> take(block));

    assertEquals(List.of("kept"), sent);
    packer.close();
    assertEquals(0, format.open);
  }
}
