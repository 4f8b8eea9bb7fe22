package io.dorisio.pipelines.kafka;

import io.dorisio.format.Utf8Slice;
import io.dorisio.format.Utf8SliceCoder;
import io.dorisio.packs.Unpack;
import io.dorisio.packs.Unpacking;
import java.io.IOException;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * The values of Kafka's records, read with KafkaIO at a fraction of its cost. KafkaIO makes about a
 * kilobyte of objects for each record, with five metrics among them, which is several times what
 * writing a small one costs; here its consumer hands it up to {@value ValuePack#MAX_RECORDS}
 * records as one.
 *
 * <p>Offsets in checkpoints and those that are committed to Kafka, its backlog in messages and its
 * watermarks are KafkaIO's and stay right; elements have the time of the earliest record that they
 * came with. Its counters of elements count packs, and its backlog in bytes is too large by as
 * much; {@code recordsRead} counts records, once for each step that takes the packs apart. Keys and
 * headers are left out; so are records without a value, which {@code tombstonesDropped} counts.
 *
 * <p>The values of up to {@value ValuePack#MAX_RECORDS} records share an array, which stays in
 * memory for as long as one of them does.
 */
public final class KafkaValues extends PTransform<PBegin, PCollection<Utf8Slice>> {

  /** Counts the records that were read. */
  public static final String READ = "recordsRead";

  /** Counts the records without a value. */
  public static final String DROPPED = "tombstonesDropped";

  /**
   * What {@code max.poll.records} should be, since KafkaIO hands one poll over at a time. Polls of
   * long records end with 4 MiB.
   */
  public static final int MAX_POLL_RECORDS = 40_000;

  private final KafkaIO.Read<byte[], byte[]> read;

  private KafkaValues(KafkaIO.Read<byte[], byte[]> read) {
    this.read = read;
  }

  /**
   * Reads what this reads; its consumer factory and its deserializers are not used.
   *
   * @param read neither has a limit of records nor checks for duplicates
   */
  public static KafkaValues of(KafkaIO.Read<byte[], byte[]> read) {
    return new KafkaValues(read);
  }

  @Override
  public PCollection<Utf8Slice> expand(PBegin begin) {
    return begin
        .apply("Read packs", read.withConsumerFactoryFn(new PackingConsumers()))
        .apply("Take packs apart", ParDo.of(new Unpack<>(new ValuesOfPack())))
        .setCoder(Utf8SliceCoder.of());
  }

  private static final class ValuesOfPack
      implements Unpacking<KafkaRecord<byte[], byte[]>, Utf8Slice> {

    private final Counter read = Metrics.counter(KafkaValues.class, READ);
    private final Counter dropped = Metrics.counter(KafkaValues.class, DROPPED);

    @Override
    public void unpack(
        KafkaRecord<byte[], byte[]> pack, Instant timestamp, Receiver<Utf8Slice> elements)
        throws IOException, InterruptedException {
      int records = 0;
      int tombstones = 0;
      for (Utf8Slice value : ValuePack.values(pack.getKV().getValue())) {
        records++;
        if (value == null) {
          tombstones++;
        } else {
          elements.accept(value, timestamp);
        }
      }
      read.inc(records);
      dropped.inc(tombstones);
    }
  }
}
