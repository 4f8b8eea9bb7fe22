package io.dorisio.benchmarks;

import java.io.IOException;
import org.apache.doris.flink.sink.writer.serializer.DorisRecord;
import org.apache.doris.flink.sink.writer.serializer.DorisRecordSerializer;
import org.apache.doris.flink.sink.writer.serializer.RowDataSerializer;
import org.apache.flink.table.data.RowData;

/** A row with its table, for the connector. */
record TableRow(String database, String table, RowData row) {

  /**
   * The connector's serializer of rows, with the table that each one names. The connector itself
   * has one of strings alone for several tables.
   */
  record Serializer(RowDataSerializer rows) implements DorisRecordSerializer<TableRow> {

    @Override
    public void initial() {
      rows.initial();
    }

    @Override
    public DorisRecord serialize(TableRow row) throws IOException {
      return DorisRecord.of(row.database(), row.table(), rows.serialize(row.row()).getRow());
    }

    @Override
    public void close() throws Exception {
      rows.close();
    }
  }
}
