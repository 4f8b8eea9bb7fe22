package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.TableName;
import io.dorisio.schema.TableSetup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class EncodeRowsTest {

  private static final TableName TABLE = new TableName("db", "t");

  private final Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void everyRowIsInOneBlock() {
    List<String> rows = rows(5_000);

    PCollectionTuple out = encode(rows, 3, null, false);

    PAssert.that(out.get(EncodeRows.BLOCKS))
        .satisfies(
            blocks -> {
              List<String> found = new ArrayList<>();
              for (KV<ShardKey, RowBlock> block : blocks) {
                List<String> lines = EncodeStep.lines(block.getValue());
                assertEquals(block.getValue().rows(), lines.size());
                found.addAll(lines);
              }
              assertEquals(sorted(rows(5_000)), sorted(found));
              return null;
            });
    pipeline.run();
  }

  @Test
  void blocksEndSoonAfterTheirSize() {
    String big = "{\"x\":\"" + "y".repeat(10_000) + "\"}";

    PCollectionTuple out =
        encode(IntStream.range(0, 300).mapToObj(i -> big).toList(), 1, null, false);

    PAssert.that(out.get(EncodeRows.BLOCKS))
        .satisfies(
            blocks -> {
              for (KV<ShardKey, RowBlock> block : blocks) {
                assertTrue(
                    block.getValue().bytes().remaining()
                        < OpenBlocks.BLOCK_BYTES + big.length() + 1,
                    block::toString);
              }
              return null;
            });
    pipeline.run();
  }

  @Test
  void rowsOfOneKeyAreOfOneShard() {
    PCollectionTuple out = encode(rows(1_000), 8, row -> "" + row.length(), false);

    PAssert.that(out.get(EncodeRows.BLOCKS))
        .satisfies(
            blocks -> {
              Map<Integer, Integer> shardOfLength = new HashMap<>();
              for (KV<ShardKey, RowBlock> block : blocks) {
                for (String line : EncodeStep.lines(block.getValue())) {
                  int shard = block.getKey().shard();
                  Integer before = shardOfLength.putIfAbsent(line.length(), shard);
                  assertTrue(before == null || before == shard);
                }
              }
              assertTrue(new TreeSet<>(shardOfLength.values()).size() > 1, "all in one shard");
              return null;
            });
    pipeline.run();
  }

  @Test
  void aBadRowIsNamedAndNothingElseIsLostWithIt() {
    PCollectionTuple out = encode(List.of("{\"a\":1}", "not json", "{\"a\":2}"), 1, null, true);

    PAssert.that(out.get(EncodeRows.BLOCKS))
        .satisfies(
            blocks -> {
              List<String> found = new ArrayList<>();
              blocks.forEach(block -> found.addAll(EncodeStep.lines(block.getValue())));
              assertEquals(List.of("{\"a\":1}", "{\"a\":2}"), sorted(found));
              return null;
            });
    PAssert.thatSingleton(out.get(EncodeRows.FAILED))
        .satisfies(
            bad -> {
              assertEquals("not json", bad.getRow());
              assertEquals("db.t", bad.getTable());
              assertTrue(bad.getReason().contains("not a JSON object"));
              assertEquals(FailedRow.Stage.ENCODE, bad.getStage());
              assertEquals("not json", new String(bad.getElement(), StandardCharsets.UTF_8));
              return null;
            });
    pipeline.run();
  }

  @Test
  void withoutAHandlerABadRowFailsTheBundle() {
    encode(List.of("not json"), 1, null, false);

    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, pipeline::run);

    assertTrue(e.getMessage().contains("not a JSON object"), e::getMessage);
  }

  private PCollectionTuple encode(
      List<String> rows,
      int shards,
      SerializableFunction<String, String> key,
      boolean collectFailedRows) {
    return EncodeStep.apply(pipeline.apply(Create.of(rows)), spec(shards, key, collectFailedRows));
  }

  private static RowSpec<String> spec(
      int shards, SerializableFunction<String, String> key, boolean collectFailedRows) {
    RowSpec.Builder<String> spec =
        RowSpec.<String>defaults().toBuilder()
            .setDestinations(Destinations.of(TABLE, TableSetup.DEFAULT))
            .setShards(shards)
            .setCollectFailedRows(collectFailedRows);
    return (key == null ? spec : spec.setShardKey(key)).build();
  }

  private static List<String> rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"id\":" + i + ",\"pad\":\"" + "z".repeat(i % 97) + "\"}")
        .toList();
  }

  private static List<String> sorted(List<String> rows) {
    return rows.stream().sorted().toList();
  }
}
