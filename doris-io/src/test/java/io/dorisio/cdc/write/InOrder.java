package io.dorisio.cdc.write;

import io.dorisio.cdc.RecordOffset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Messages in the order of one partition, which Create does not promise. */
final class InOrder extends PTransform<PBegin, PCollection<ChangeMessage>> {

  private static final long serialVersionUID = 1L;
  private final ArrayList<String> values;

  private InOrder(List<String> values) {
    this.values = new ArrayList<>(values);
  }

  static InOrder of(String... values) {
    return new InOrder(List.of(values));
  }

  @Override
  public PCollection<ChangeMessage> expand(PBegin input) {
    ArrayList<String> all = values;
    return input
        .apply(Create.of(0))
        .apply(
            ParDo.of(
                new DoFn<Integer, ChangeMessage>() {
                  @ProcessElement
                  public void process(OutputReceiver<ChangeMessage> out) {
                    for (int i = 0; i < all.size(); i++) {
                      byte[] value = all.get(i).getBytes(StandardCharsets.UTF_8);
                      out.output(new ChangeMessage(new RecordOffset("emp", 7, i), null, value));
                    }
                  }
                }));
  }
}
