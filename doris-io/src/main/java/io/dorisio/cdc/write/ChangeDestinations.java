package io.dorisio.cdc.write;

import io.dorisio.DynamicDestinations;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The tables of rows. Rows of a table with a hidden sequence column have their place in the source
 * as a field more, which is no column of the table: its loads are told that it is the sequence
 * (Doris documentation, "Sequence column", Stream Load).
 */
final class ChangeDestinations extends DynamicDestinations<TargetRow> {

  private static final long serialVersionUID = 1L;
  private static final String SEQUENCE = "function_column.sequence_col";

  /** The field; a table is not likely to have a column of this name. */
  static final String POSITION = "_dorisio_source_position";

  private transient Set<String> withHiddenSequence;

  @Override
  public String getTable(TargetRow row) {
    String table = row.table().toString();
    if (withHiddenSequence == null) {
      withHiddenSequence = new HashSet<>();
    }
    if (row.columns().get(row.columns().size() - 1).equals(POSITION)) {
      withHiddenSequence.add(table);
    } else {
      withHiddenSequence.remove(table);
    }
    return table;
  }

  /** Of the table of the row that was asked for last: a load is opened for rows of one kind. */
  @Override
  public Map<String, String> getLoadProperties(String table) {
    return withHiddenSequence != null && withHiddenSequence.contains(table)
        ? Map.of(SEQUENCE, POSITION)
        : Map.of();
  }
}
