package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of one key that have different columns. */
class OrderedShapesIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final Schema NARROW =
      Schema.builder().addInt32Field("id").addInt32Field("a").build();
  private static final Schema WIDE =
      Schema.builder().addInt32Field("id").addInt32Field("a").addInt32Field("b").build();

  /** Emits 0, 1, 2 … in this order. */
  private static final class Count extends DoFn<Integer, Integer> {
    @ProcessElement
    public void process(@Element Integer count, OutputReceiver<Integer> out) {
      for (int i = 0; i < count; i++) {
        out.output(i);
      }
    }
  }

  @Test
  void lastRowOfAKeyWinsWhateverColumnsItAndThoseBeforeItHave() {
    String table = DORIS.createUniqueTable("id INT, a INT, b INT", "id", "");
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(9))
        .apply(ParDo.of(new Count()))
        .apply(
            DorisIO.<Integer>write()
                .withConnection(DORIS.connection())
                .to(table)
                .withLabelPrefix("shapes")
                .withShardKey(i -> "1")
                .withRowFunction(
                    i ->
                        i % 3 == 1
                            ? Row.withSchema(WIDE).addValues(1, i, -i).build()
                            : Row.withSchema(NARROW).addValues(1, i).build()));
    pipeline.run().waitUntilFinish();

    assertEquals("[[1, 8, null]]", DORIS.rows("SELECT * FROM " + table).toString());
  }
}
