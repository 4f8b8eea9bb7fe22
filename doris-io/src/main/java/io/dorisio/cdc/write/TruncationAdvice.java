package io.dorisio.cdc.write;

import io.dorisio.cdc.SourcePosition;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.rules.MetadataColumns.Entry;
import io.dorisio.client.TableName;
import io.dorisio.schema.Column;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a truncation of a source's table can be followed by hand. The job cannot do it: rows from
 * before it may be in loads of any worker that commit after it, and would come back. A sequence
 * column tells such rows from those after it, whenever they came.
 */
final class TruncationAdvice {

  private final ChangeSpec spec;

  TruncationAdvice(ChangeSpec spec) {
    this.spec = spec;
  }

  /** What to do, as text for people. */
  String of(SourceTable source, SourcePosition at, TableName table, Optional<Target> target) {
    OptionalInt sequence = target.map(Target::sequencePlace).orElse(OptionalInt.empty());
    if (target.isEmpty() || sequence.isEmpty()) {
      return "Let the job go on with truncate=ignore, and delete in "
          + table
          + " what was there before; it has no visible sequence column that would tell such rows"
          + " from newer ones";
    }
    Column column = target.get().columns().get(sequence.getAsInt());
    StringBuilder delete = new StringBuilder("DELETE FROM ").append(name(table.database()));
    delete.append('.').append(name(table.table())).append(" WHERE ").append(name(column.name()));
    delete.append(" < ").append(ChangeRows.sequence(at, column.name(), column.type()));
    for (Entry entry : spec.metadata().entries()) {
      switch (entry.item()) {
        case DATABASE_NAME -> and(delete, entry, source.database());
        case TABLE_NAME -> and(delete, entry, source.table());
        default -> {}
      }
    }
    return "Let the job go on with truncate=ignore; when newer rows of it are visible in Doris, run "
        + delete
        + (spec.metadata().entries().stream().anyMatch(entry -> entry.item().tellsTablesApart())
            ? ""
            : " (if it holds the rows of this table alone)");
  }

  private static void and(StringBuilder delete, Entry entry, String value) {
    delete.append(" AND ").append(name(entry.column())).append(" = '");
    delete.append(value.replace("\\", "\\\\").replace("'", "''")).append('\'');
  }

  private static String name(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
