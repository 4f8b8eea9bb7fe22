package io.dorisio.flink;

import io.dorisio.packs.Unpacking;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.StructuredCoder;
import org.apache.beam.sdk.util.VarInt;
import org.joda.time.Instant;

/**
 * Elements that a source read one behind the other.
 *
 * @param timestamps one for each element
 * @param earliest of the timestamps
 */
record Batch<T>(List<T> elements, List<Instant> timestamps, Instant earliest) {

  static <T> Unpacking<Batch<T>, T> unpacking() {
    return (batch, timestamp, receiver) -> {
      for (int i = 0; i < batch.elements.size(); i++) {
        receiver.accept(batch.elements.get(i), batch.timestamps.get(i));
      }
    };
  }

  /** The number of elements, one at least, then each with its timestamp. */
  static final class BatchCoder<T> extends StructuredCoder<Batch<T>> {

    private final Coder<T> element;

    BatchCoder(Coder<T> element) {
      this.element = element;
    }

    @Override
    public void encode(Batch<T> batch, OutputStream out) throws IOException {
      VarInt.encode(batch.elements().size(), out);
      for (int i = 0; i < batch.elements().size(); i++) {
        InstantCoder.of().encode(batch.timestamps().get(i), out);
        element.encode(batch.elements().get(i), out);
      }
    }

    @Override
    public Batch<T> decode(InputStream in) throws IOException {
      int size = VarInt.decodeInt(in);
      Instant first = InstantCoder.of().decode(in);
      BatchBuilder<T> batch = new BatchBuilder<>(element.decode(in), first);
      for (int i = 1; i < size; i++) {
        Instant timestamp = InstantCoder.of().decode(in);
        batch.add(element.decode(in), timestamp);
      }
      return batch.build();
    }

    @Override
    public List<? extends Coder<?>> getCoderArguments() {
      return List.of(element);
    }

    @Override
    public void verifyDeterministic() throws NonDeterministicException {
      element.verifyDeterministic();
    }
  }
}
