package io.dorisio.packs;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.joda.time.Instant;

/**
 * Takes packs apart, for a step that knows nothing of them. What does, takes the packs in its stead
 * (see {@link UnpackSteps}).
 */
public final class Unpack<P, T> extends DoFn<P, T> {

  private final Unpacking<P, T> unpacking;

  public Unpack(Unpacking<P, T> unpacking) {
    this.unpacking = unpacking;
  }

  Unpacking<P, T> unpacking() {
    return unpacking;
  }

  @ProcessElement
  public void process(ProcessContext context) throws IOException, InterruptedException {
    Instant start = context.timestamp();
    unpacking.unpack(
        context.element(),
        start,
        (element, timestamp) -> {
          // An OutputReceiver makes a builder for each element.
          if (timestamp.equals(start)) {
            context.output(element);
          } else {
            context.outputWithTimestamp(element, timestamp);
          }
        });
  }
}
