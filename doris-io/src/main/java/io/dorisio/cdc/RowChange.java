package io.dorisio.cdc;

import io.dorisio.cdc.ChangeEvent.DataChange;
import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.format.RowKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One row's change as a message tells it, on its way to change records.
 *
 * @param keys the key columns that the message names
 * @param server its name; empty if the message tells none
 */
record RowChange(
    SourceTable table,
    List<String> keys,
    Instant time,
    SourcePosition position,
    String gtid,
    KeyColumns keyColumns,
    String server) {

  RowChange(
      SourceTable table,
      List<String> keys,
      Instant time,
      SourcePosition position,
      String gtid,
      KeyColumns keyColumns) {
    this(table, keys, time, position, gtid, keyColumns, "");
  }

  /** The row was removed. */
  List<ChangeEvent> delete(List<Column> before) {
    return List.of(change(RowKind.DELETE, before, position));
  }

  /**
   * The row is now so.
   *
   * @param before the columns of the row before that are known, at least those that changed; empty
   *     if none are
   */
  List<ChangeEvent> upsert(List<Column> after, List<Column> before) {
    List<ChangeEvent> changes = new ArrayList<>();
    if (changesKey(after, before)) {
      changes.add(change(RowKind.DELETE, restored(after, before), position.before()));
    }
    changes.add(change(RowKind.UPSERT, after, position));
    return changes;
  }

  private DataChange change(RowKind kind, List<Column> columns, SourcePosition at) {
    return new DataChange(
        new ChangeRecord(kind, table, columns, key(), time, at, gtid).ofServer(server));
  }

  private List<String> key() {
    List<String> known = keyColumns.of(table);
    return known.isEmpty() ? keys : known;
  }

  private boolean changesKey(List<Column> after, List<Column> before) {
    for (String name : key()) {
      Column now = ChangeRecord.find(after, name);
      Column then = ChangeRecord.find(before, name);
      if (now != null && then != null && !ChangeRecord.sameValue(now.value(), then.value())) {
        return true;
      }
    }
    return false;
  }

  /** The row before: what is not told of it is as it is after. */
  private static List<Column> restored(List<Column> after, List<Column> before) {
    List<Column> row = new ArrayList<>();
    for (Column column : after) {
      Column then = ChangeRecord.find(before, column.name());
      row.add(then == null ? column : then);
    }
    return row;
  }
}
