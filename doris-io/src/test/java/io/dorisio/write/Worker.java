package io.dorisio.write;

import io.dorisio.client.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * A worker as the loading and the committing step see one: instances of their own, made of
 * serialized ones, which are driven bundle by bundle. What survives a worker is in the test's
 * hands: the keyed state, and the prepared loads.
 */
final class Worker implements AutoCloseable {

  /** The state of the loading step; {@link #copy} is what a checkpoint keeps of it. */
  static final class KeyedState {
    private final Map<ShardKey, LoadSequence> values = new HashMap<>();

    KeyedState copy() {
      KeyedState copy = new KeyedState();
      copy.values.putAll(values);
      return copy;
    }

    /** Drops what a failed bundle wrote. */
    void backTo(KeyedState checkpoint) {
      values.clear();
      values.putAll(checkpoint.values);
    }

    private ValueState<LoadSequence> of(ShardKey key) {
      return new ValueState<>() {
        @Override
        public void write(LoadSequence value) {
          values.put(key, value);
        }

        @Override
        public LoadSequence read() {
          return values.get(key);
        }

        @Override
        public ValueState<LoadSequence> readLater() {
          return this;
        }

        @Override
        public void clear() {
          values.remove(key);
        }
      };
    }
  }

  private final KeyedState state;
  private final StreamLoadFn loading;
  private final CommitFn committing;
  private final List<FailedRow> failedRows = new ArrayList<>();

  /** Starts with this state, and writes it on. */
  Worker(WriteSpec spec, KeyedState state) {
    this.state = state;
    loading = SerializableUtils.clone(new StreamLoadFn(spec));
    committing = SerializableUtils.clone(new CommitFn(spec));
    loading.setup();
    committing.setup();
  }

  /** A block of rows with these ids, to this shard. */
  static KV<ShardKey, RowBlock> ids(String table, int shard, int from, int to) {
    String lines =
        IntStream.range(from, to)
            .mapToObj(id -> "{\"id\":" + id + "}\n")
            .collect(Collectors.joining());
    return block(table, shard, lines, to - from);
  }

  /** A block of these lines. */
  static KV<ShardKey, RowBlock> block(String table, int shard, String lines, int rows) {
    return KV.of(
        new ShardKey(TableName.parse(table), shard),
        new RowBlock(
            lines.getBytes(StandardCharsets.UTF_8), rows, Loads.PROPERTIES, RowBlock.NO_TIME));
  }

  /** Begins a bundle with these blocks, and does not end it. */
  @SafeVarargs
  final void begin(KV<ShardKey, RowBlock>... blocks) throws Exception {
    loading.startBundle();
    for (KV<ShardKey, RowBlock> block : blocks) {
      process(block);
    }
  }

  /** Goes on with the bundle. */
  void process(KV<ShardKey, RowBlock> block) throws Exception {
    loading.process(block, state.of(block.getKey()));
  }

  /** Ends the bundle. */
  List<PreparedLoad> finish() throws Exception {
    List<PreparedLoad> outputs = new ArrayList<>();
    failedRows.clear();
    loading.finishBundle(finishContext(loading, outputs));
    List<PreparedLoad> durable = new ArrayList<>();
    for (PreparedLoad load : outputs) {
      durable.add(CoderUtils.clone(PreparedLoad.PreparedLoadCoder.INSTANCE, load));
    }
    return durable;
  }

  /** Runs a whole bundle. */
  @SafeVarargs
  final List<PreparedLoad> load(KV<ShardKey, RowBlock>... blocks) throws Exception {
    begin(blocks);
    return finish();
  }

  /** What the last bundle that ended put out of failed rows. */
  List<FailedRow> failedRows() {
    return List.copyOf(failedRows);
  }

  /** Runs a bundle of the committing step. */
  List<CommittedLoad> commit(List<PreparedLoad> prepared) throws Exception {
    committing.startBundle();
    prepared.forEach(committing::process);
    List<CommittedLoad> outputs = new ArrayList<>();
    committing.finishBundle(finishContext(committing, outputs));
    return outputs;
  }

  private <I, O> DoFn<I, O>.FinishBundleContext finishContext(DoFn<I, O> fn, List<O> outputs) {
    return fn.new FinishBundleContext() {
      @Override
      public PipelineOptions getPipelineOptions() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void output(O output, Instant timestamp, BoundedWindow window) {
        outputs.add(output);
      }

      @Override
      public <T> void output(TupleTag<T> tag, T output, Instant timestamp, BoundedWindow window) {
        failedRows.add((FailedRow) output);
      }
    };
  }

  /** Tears the instances down, as a runner does after a failure and at the end. */
  @Override
  public void close() {
    loading.teardown();
    committing.teardown();
  }
}
