package io.dorisio;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * A source without elements that stands beside a pipeline and holds its checkpoints back: it takes
 * its own snapshot when the test lets it. Until then no checkpoint of the job completes, while the
 * other steps, whose barriers have passed, go on. It shares its gate with the test by name, so both
 * must be in one process.
 */
final class HeldCheckpoints extends UnboundedSource<Long, HeldCheckpoints.Mark> {

  private final String name;

  HeldCheckpoints(String name) {
    this.name = name;
  }

  Gate gate() {
    return Gate.of(name);
  }

  @Override
  public List<HeldCheckpoints> split(int desiredNumSplits, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public UnboundedReader<Long> createReader(PipelineOptions options, @Nullable Mark mark) {
    return new Reader(this);
  }

  @Override
  public Coder<Mark> getCheckpointMarkCoder() {
    return SerializableCoder.of(Mark.class);
  }

  @Override
  public Coder<Long> getOutputCoder() {
    return VarLongCoder.of();
  }

  /** Where the checkpoints of one pipeline wait. */
  static final class Gate {

    private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private boolean open = true;
    private int passes;
    private int waiting;
    private int completed;

    private static Gate of(String name) {
      return GATES.computeIfAbsent(name, unused -> new Gate());
    }

    /** From here on every checkpoint waits. */
    synchronized void close() {
      open = false;
    }

    /** Lets one checkpoint through, the one that waits or the next. */
    synchronized void passOne() {
      passes++;
      notifyAll();
    }

    synchronized void open() {
      open = true;
      notifyAll();
    }

    /** Whether a checkpoint has begun and waits here. */
    synchronized boolean isHolding() {
      return waiting > 0;
    }

    /** How many checkpoints the source was told to be complete. */
    synchronized int completed() {
      return completed;
    }

    private synchronized void pass() throws InterruptedException {
      long deadline = System.nanoTime() + LONGEST.toNanos();
      waiting++;
      try {
        while (!open && passes == 0) {
          long left = (deadline - System.nanoTime()) / 1_000_000;
          if (left <= 0) {
            throw new IllegalStateException("No one let the checkpoint through");
          }
          wait(left);
        }
        if (!open) {
          passes--;
        }
      } finally {
        waiting--;
      }
    }

    private synchronized void complete() {
      completed++;
    }
  }

  /** Nothing to remember. */
  static final class Mark implements UnboundedSource.CheckpointMark, Serializable {

    private final String name;

    Mark(String name) {
      this.name = name;
    }

    @Override
    public void finalizeCheckpoint() {
      Gate.of(name).complete();
    }
  }

  private static final class Reader extends UnboundedReader<Long> {

    private final HeldCheckpoints source;

    Reader(HeldCheckpoints source) {
      this.source = source;
    }

    @Override
    public boolean start() {
      return false;
    }

    @Override
    public boolean advance() {
      return false;
    }

    @Override
    public Mark getCheckpointMark() {
      try {
        source.gate().pass();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      return new Mark(source.name);
    }

    @Override
    public Instant getWatermark() {
      return BoundedWindow.TIMESTAMP_MIN_VALUE;
    }

    @Override
    public Long getCurrent() {
      throw new NoSuchElementException();
    }

    @Override
    public Instant getCurrentTimestamp() {
      throw new NoSuchElementException();
    }

    @Override
    public HeldCheckpoints getCurrentSource() {
      return source;
    }

    @Override
    public void close() {}
  }
}
