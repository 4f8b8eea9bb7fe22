package io.dorisio.cdc.write;

import io.dorisio.cdc.ChangeRecord;
import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.SequenceValue;
import io.dorisio.cdc.SourcePosition;
import io.dorisio.cdc.mysql.DorisValue;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.client.TableName;
import io.dorisio.format.RowKind;
import io.dorisio.schema.Column;
import io.dorisio.schema.DorisType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Makes rows of their Doris tables from change records. */
final class ChangeRows {

  private static final int KEPT = 10_000;

  private final ChangeSpec spec;
  private final CachedRoutes routes;
  private final TargetTables tables;
  private final MergedTables merged;
  private final Map<Origin, Layout> layouts = new HashMap<>();

  private record Origin(String server, SourceTable table) {}

  ChangeRows(ChangeSpec spec, CachedRoutes routes, TargetTables tables, MergedTables merged) {
    this.spec = spec;
    this.routes = routes;
    this.tables = tables;
    this.merged = merged;
  }

  /**
   * The row; empty if its table is left out.
   *
   * @throws IllegalArgumentException if the record can be no row of its table
   */
  Optional<TargetRow> of(ChangeRecord record, RecordOffset origin)
      throws IOException, InterruptedException {
    Optional<TableName> table = routes.route(record.table());
    if (table.isEmpty()) {
      return Optional.empty();
    }
    List<ChangeRecord.Column> columns = new ArrayList<>(record.columns());
    columns.addAll(spec.metadata().of(record));
    Layout layout = layout(table.get(), record, columns);
    if (record.kind() == RowKind.DELETE && !layout.target().isUnique()) {
      throw new IllegalArgumentException(
          "it deletes a row, and " + table.get() + " is no UNIQUE table");
    }
    return Optional.of(row(record, columns, layout, origin));
  }

  private Layout layout(TableName table, ChangeRecord record, List<ChangeRecord.Column> columns)
      throws IOException, InterruptedException {
    Origin origin = new Origin(record.server(), record.table());
    Layout layout = layouts.get(origin);
    Optional<Target> target = tables.find(table);
    if (layout != null
        && target.isPresent()
        && target.get() == layout.target()
        && layout.isOf(columns)) {
      return layout;
    }
    Target holding =
        tables.holding(table, TargetColumn.of(record.table(), columns, spec), record.keyColumns());
    merged.write(record.server(), record.table(), holding);
    layout = new Layout(holding, columns);
    if (layouts.size() >= KEPT) {
      layouts.clear();
    }
    layouts.put(origin, layout);
    return layout;
  }

  private TargetRow row(
      ChangeRecord record, List<ChangeRecord.Column> columns, Layout layout, RecordOffset origin) {
    Target target = layout.target();
    int size = target.columns().size();
    @Nullable String[] values = new String[size];
    boolean[] filled = new boolean[size];
    for (int i = 0; i < columns.size(); i++) {
      int place = layout.place(i);
      if (place >= 0) {
        requireOnce(filled, place, columns.get(i), target);
        values[place] = text(record, columns.get(i));
      }
    }
    OptionalInt sequence = target.sequencePlace();
    if (sequence.isPresent() && !filled[sequence.getAsInt()]) {
      int place = sequence.getAsInt();
      Column column = target.columns().get(place);
      values[place] = sequence(record.position(), column.name(), column.type());
      filled[place] = true;
    }
    List<String> names = new ArrayList<>(size);
    List<@Nullable String> present = new ArrayList<>(size);
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < size; i++) {
      Column column = target.columns().get(i);
      if (column.key()) {
        requireKey(filled[i], column, record, target);
        String value = values[i];
        key.append(value == null ? "-" : value.length() + ":" + value).append(';');
      }
      if (filled[i] || target.isFilled(i)) {
        names.add(column.name());
        present.add(filled[i] ? values[i] : target.filling(i));
      }
    }
    DorisType hidden = target.hiddenSequenceType();
    if (hidden != null) {
      names.add(ChangeDestinations.POSITION);
      present.add(sequence(record.position(), "of its own", hidden));
    }
    return new TargetRow(target.table(), record.kind(), key.toString(), names, present, origin);
  }

  private static void requireOnce(
      boolean[] filled, int place, ChangeRecord.Column column, Target target) {
    if (filled[place]) {
      throw new IllegalArgumentException(
          "two of its columns are "
              + target.columns().get(place).name()
              + " in "
              + target.table()
              + ", one of them "
              + column.name());
    }
    filled[place] = true;
  }

  private static void requireKey(
      boolean filled, Column column, ChangeRecord record, Target target) {
    if (!filled && !column.filledByServer()) {
      throw new IllegalArgumentException(
          "its row of "
              + record.table()
              + " has no value for "
              + column.name()
              + ", a key of "
              + target.table()
              + (record.kind() == RowKind.DELETE
                  ? "; a delete needs the whole row before it (binlog_row_image=FULL)"
                  : ""));
    }
  }

  private @Nullable String text(ChangeRecord record, ChangeRecord.Column column) {
    try {
      Object value = DorisValue.of(column.value(), column.type(), spec.values());
      Object seen = spec.masking().apply(record.table(), column.name(), value);
      if (seen == null) {
        return null;
      }
      return seen instanceof BigDecimal decimal ? decimal.toPlainString() : seen.toString();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "its column " + column.name() + " of " + record.table() + ": " + e.getMessage(), e);
    }
  }

  /**
   * A place as text for a sequence column.
   *
   * @throws IllegalArgumentException if the type has no room for it
   */
  static String sequence(SourcePosition position, String column, DorisType type) {
    return switch (type.kind()) {
      case LARGEINT -> SequenceValue.asLargeInt(position).toString();
      case BIGINT -> Long.toString(SequenceValue.asBigInt(position));
      default ->
          throw new IllegalArgumentException(
              "the sequence column "
                  + column
                  + " is "
                  + type
                  + ", and a place in the source needs LARGEINT or BIGINT");
    };
  }
}
