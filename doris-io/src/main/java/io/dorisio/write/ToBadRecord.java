package io.dorisio.write;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord.Failure;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord.Record;

/** Failed rows in the form that Beam's error handlers take. */
public final class ToBadRecord extends DoFn<FailedRow, BadRecord> {

  @ProcessElement
  public void process(@Element FailedRow row, OutputReceiver<BadRecord> out) {
    Record.Builder record = Record.builder().setHumanReadableJsonRecord(row.getRow());
    byte[] element = row.getElement();
    if (element != null) {
      record.setEncodedRecord(element);
    }
    out.output(
        BadRecord.builder()
            .setRecord(record.build())
            .setFailure(
                Failure.builder()
                    .setDescription(
                        row.getTable().isEmpty()
                            ? "No Doris table could be found for the row"
                            : "The row is not in " + row.getTable())
                    .setException(row.getReason())
                    .build())
            .build());
  }
}
