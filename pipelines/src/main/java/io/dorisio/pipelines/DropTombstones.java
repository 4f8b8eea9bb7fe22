package io.dorisio.pipelines;

import io.dorisio.format.Utf8Slice;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Takes the value of each record. A record without a value is Kafka's tombstone: it deletes its key
 * from a compacted topic and says nothing of a row, so it is counted and dropped.
 */
final class DropTombstones extends DoFn<KafkaRecord<byte[], byte[]>, Utf8Slice> {
  static final String DROPPED = "tombstonesDropped";

  private final Counter dropped = Metrics.counter(KafkaToDoris.class, DROPPED);

  @ProcessElement
  public void processElement(
      @Element KafkaRecord<byte[], byte[]> record, OutputReceiver<Utf8Slice> values) {
    byte[] value = record.getKV().getValue();
    if (value == null) {
      dropped.inc();
    } else {
      values.output(Utf8Slice.of(value));
    }
  }
}
