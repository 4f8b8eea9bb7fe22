package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.client.DorisConnection;
import io.dorisio.format.JsonTextFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/** The step that encodes rows, by itself. */
final class EncodeStep {

  private EncodeStep() {}

  static PCollectionTuple apply(PCollection<String> rows, RowSpec<String> spec) {
    PCollectionTuple out =
        rows.apply(
            "Encode",
            ParDo.of(
                    EncodeRows.of(
                        spec,
                        JsonTextFormat.ofStrings(),
                        DorisConnection.of("nowhere:8030"),
                        StringUtf8Coder.of()))
                .withOutputTags(EncodeRows.BLOCKS, TupleTagList.of(EncodeRows.FAILED)));
    out.get(EncodeRows.BLOCKS)
        .setCoder(KvCoder.of(ShardKey.KeyCoder.INSTANCE, RowBlock.BlockCoder.INSTANCE));
    return out;
  }

  /** Asserts that the blocks hold these rows, which are sorted, and no other. */
  static void assertRows(PCollectionTuple out, List<String> rows) {
    PAssert.that(out.get(EncodeRows.BLOCKS))
        .satisfies(
            blocks -> {
              List<String> found = new ArrayList<>();
              for (KV<ShardKey, RowBlock> block : blocks) {
                found.addAll(lines(block.getValue()));
              }
              assertEquals(rows, found.stream().sorted().toList());
              return null;
            });
  }

  static List<String> lines(RowBlock block) {
    return StandardCharsets.UTF_8.decode(block.bytes()).toString().lines().toList();
  }
}
