package io.dorisio.pipelines;

import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.write.ChangeMessage;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.DoFn;

/** Kafka's records as change messages. */
final class KafkaMessages extends DoFn<KafkaRecord<byte[], byte[]>, ChangeMessage> {

  @ProcessElement
  public void process(
      @Element KafkaRecord<byte[], byte[]> record, OutputReceiver<ChangeMessage> messages) {
    messages.output(
        new ChangeMessage(
            new RecordOffset(record.getTopic(), record.getPartition(), record.getOffset()),
            record.getKV().getKey(),
            record.getKV().getValue()));
  }
}
