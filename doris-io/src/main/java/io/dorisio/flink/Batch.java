package io.dorisio.flink;

import io.dorisio.packs.Unpacking;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
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
 */
record Batch<T>(List<T> elements, List<Instant> timestamps) {

  /** The earliest of the timestamps. */
  Instant earliest() {
    Instant earliest = timestamps.get(0);
    for (Instant timestamp : timestamps) {
      if (timestamp.isBefore(earliest)) {
        earliest = timestamp;
      }
    }
    return earliest;
  }

  static <T> Unpacking<Batch<T>, T> unpacking() {
    return (batch, timestamp, receiver) -> {
      for (int i = 0; i < batch.elements.size(); i++) {
        receiver.accept(batch.elements.get(i), batch.timestamps.get(i));
      }
    };
  }

  /** The number of elements, then each with its timestamp. */
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
      List<T> elements = new ArrayList<>();
      List<Instant> timestamps = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        timestamps.add(InstantCoder.of().decode(in));
        elements.add(element.decode(in));
      }
      return new Batch<>(elements, timestamps);
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
