package io.dorisio.pipelines;

import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.SourcePosition;
import io.dorisio.cdc.SourcePosition.Log;
import io.dorisio.cdc.write.ChangeMessage;
import io.dorisio.pipelines.mysql.BinlogPosition;
import io.dorisio.pipelines.mysql.MySqlChange;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Changes of MySQL as change messages. Each has the source's count of changes for its position: on
 * MariaDB 11.4 all events of a transaction name one place in the binlog, and count their rows from
 * 0 each. The number of the binlog stands for a partition, the place in it for an offset.
 */
final class MySqlMessages extends DoFn<MySqlChange, ChangeMessage> {

  @ProcessElement
  public void process(@Element MySqlChange change, OutputReceiver<ChangeMessage> messages) {
    messages.output(message(change));
  }

  private static ChangeMessage message(MySqlChange change) {
    BinlogPosition at = change.position();
    RecordOffset place = new RecordOffset(change.topic(), Math.toIntExact(at.file()), at.offset());
    return new ChangeMessage(place, change.key(), change.value()).withPosition(position(at));
  }

  static SourcePosition position(BinlogPosition at) {
    return new SourcePosition(Log.BINLOG, at.file(), at.offset(), at.snapshot(), at.ordinal(), 1);
  }
}
