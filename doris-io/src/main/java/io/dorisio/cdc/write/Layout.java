package io.dorisio.cdc.write;

import io.dorisio.cdc.ChangeRecord;
import io.dorisio.cdc.mysql.MySqlType;
import java.util.List;

/** Where the columns of a source's table go, found once for records that are alike. */
final class Layout {

  private final Target target;
  private final List<String> names;
  private final List<MySqlType> types;
  private final int[] places;

  Layout(Target target, List<ChangeRecord.Column> columns) {
    this.target = target;
    this.names = columns.stream().map(ChangeRecord.Column::name).toList();
    this.types = columns.stream().map(ChangeRecord.Column::type).toList();
    this.places = target.places(names);
  }

  Target target() {
    return target;
  }

  /** The place of a record's column in the table; -1 if it is left out. */
  int place(int column) {
    return places[column];
  }

  boolean isOf(List<ChangeRecord.Column> columns) {
    if (columns.size() != names.size()) {
      return false;
    }
    for (int i = 0; i < places.length; i++) {
      ChangeRecord.Column column = columns.get(i);
      if (!column.name().equals(names.get(i)) || !column.type().equals(types.get(i))) {
        return false;
      }
    }
    return true;
  }
}
