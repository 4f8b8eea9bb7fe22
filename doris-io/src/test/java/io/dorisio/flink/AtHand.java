package io.dorisio.flink;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/**
 * The numbers from 0 on, of which so many are at hand at a time: then there is nothing for one
 * call. The time of a number is itself, in ms, but that of every third one is 10 ms earlier.
 */
final class AtHand extends UnboundedSource<Long, AtHand.Mark> {

  /** The next number. */
  record Mark(long next) implements UnboundedSource.CheckpointMark {
    @Override
    public void finalizeCheckpoint() {
      // Nothing waits for it.
    }
  }

  private final long count;
  private final int atHand;

  AtHand(long count, int atHand) {
    this.count = count;
    this.atHand = atHand;
  }

  static Instant timeOf(long number) {
    return Instant.ofEpochMilli(number % 3 == 2 ? number - 10 : number);
  }

  @Override
  public List<AtHand> split(int splits, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public UnboundedReader<Long> createReader(PipelineOptions options, Mark mark) {
    return new Reader(mark == null ? 0 : mark.next());
  }

  @Override
  public Coder<Mark> getCheckpointMarkCoder() {
    return new AtomicCoder<>() {
      @Override
      public void encode(Mark mark, OutputStream out) throws java.io.IOException {
        VarLongCoder.of().encode(mark.next(), out);
      }

      @Override
      public Mark decode(InputStream in) throws java.io.IOException {
        return new Mark(VarLongCoder.of().decode(in));
      }
    };
  }

  @Override
  public Coder<Long> getOutputCoder() {
    return VarLongCoder.of();
  }

  private final class Reader extends UnboundedReader<Long> {
    private long next;
    private int sincePause;

    Reader(long next) {
      this.next = next;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      if (next == count || sincePause == atHand) {
        sincePause = 0;
        return false;
      }
      sincePause++;
      next++;
      return true;
    }

    @Override
    public Long getCurrent() {
      if (next == 0) {
        throw new NoSuchElementException();
      }
      return next - 1;
    }

    @Override
    public Instant getCurrentTimestamp() {
      return timeOf(getCurrent());
    }

    @Override
    public Instant getWatermark() {
      return next == count ? BoundedWindow.TIMESTAMP_MAX_VALUE : Instant.ofEpochMilli(next - 20);
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return new Mark(next);
    }

    @Override
    public UnboundedSource<Long, ?> getCurrentSource() {
      return AtHand.this;
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
