package io.dorisio.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/** Elements from memory without end, for Beam; takes part in checkpoints with its position. */
final class EventSource<T> extends UnboundedSource<T, EventSource.Position> {

  /** How many elements were read. */
  record Position(long count) implements CheckpointMark {
    @Override
    public void finalizeCheckpoint() {
      // Nothing waits for it.
    }
  }

  private final SerializableFunction<Integer, T> elements;
  private final Coder<T> coder;
  private final double elementsPerSecond;

  /**
   * @param elements makes the element of each number below {@link Events#COUNT}
   * @param elementsPerSecond of one split; 0 for no limit
   */
  EventSource(SerializableFunction<Integer, T> elements, Coder<T> coder, double elementsPerSecond) {
    this.elements = elements;
    this.coder = coder;
    this.elementsPerSecond = elementsPerSecond;
  }

  @Override
  public List<? extends UnboundedSource<T, Position>> split(int splits, PipelineOptions options) {
    List<UnboundedSource<T, Position>> sources = new ArrayList<>();
    for (int i = 0; i < splits; i++) {
      sources.add(new EventSource<>(elements, coder, elementsPerSecond));
    }
    return sources;
  }

  @Override
  public UnboundedReader<T> createReader(PipelineOptions options, @Nullable Position position) {
    List<T> made = new ArrayList<>();
    for (int i = 0; i < Events.COUNT; i++) {
      made.add(elements.apply(i));
    }
    return new Reader(made, position == null ? 0 : position.count());
  }

  @Override
  public Coder<Position> getCheckpointMarkCoder() {
    return new PositionCoder();
  }

  @Override
  public Coder<T> getOutputCoder() {
    return coder;
  }

  private static final class PositionCoder extends AtomicCoder<Position> {
    @Override
    public void encode(Position position, OutputStream out) throws IOException {
      VarLongCoder.of().encode(position.count(), out);
    }

    @Override
    public Position decode(InputStream in) throws IOException {
      return new Position(VarLongCoder.of().decode(in));
    }
  }

  private final class Reader extends UnboundedReader<T> {
    private final List<T> made;
    private final Pace pace = new Pace(elementsPerSecond);
    private final Instant start = Instant.now();
    private long count;

    Reader(List<T> made, long count) {
      this.made = made;
      this.count = count;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      pace.next();
      count++;
      return true;
    }

    @Override
    public T getCurrent() {
      if (count == 0) {
        throw new NoSuchElementException();
      }
      // Not kept in a field: the garbage collector wants to know of each reference there.
      return made.get((int) (count - 1) & (Events.COUNT - 1));
    }

    @Override
    public Instant getCurrentTimestamp() {
      return start;
    }

    @Override
    public Instant getWatermark() {
      return start;
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return new Position(count);
    }

    @Override
    public UnboundedSource<T, ?> getCurrentSource() {
      return EventSource.this;
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
