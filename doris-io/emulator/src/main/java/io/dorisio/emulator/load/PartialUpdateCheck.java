package io.dorisio.emulator.load;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.parse.LoadPlan;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.storage.StagingTable;
import java.sql.SQLException;

/**
 * What a partial update may do with keys that the table does not have, checked when the rows are
 * written (be/src/olap/partial_update_info.cpp, handle_new_key). The server wraps these texts in
 * that of its tablet writer, which is not imitated.
 */
final class PartialUpdateCheck {
  private PartialUpdateCheck() {}

  static void run(LoadPlan plan, TableSchema table, StagingTable staging)
      throws DorisException, SQLException {
    Column unfillable = null;
    for (Column column : table.columns()) {
      boolean open = !plan.columns().contains(column);
      if (unfillable == null && open && !column.nullable() && column.defaultValue() == null) {
        unfillable = column;
      }
    }
    if (plan.appendsNewKeys() && unfillable == null) {
      return;
    }
    String key = staging.newKey();
    if (key == null) {
      return;
    }
    if (!plan.appendsNewKeys()) {
      throw DorisException.backend(
          "E-7003",
          "Can't append new rows in partial update when partial_update_new_key_behavior is ERROR."
              + " Row with key=["
              + key
              + "] is not in table.");
    }
    throw DorisException.backend(
        DorisException.INTERNAL_ERROR,
        "the unmentioned column `"
            + unfillable.name()
            + "` should have default value or be nullable for newly inserted rows in non-strict"
            + " mode partial update");
  }
}
