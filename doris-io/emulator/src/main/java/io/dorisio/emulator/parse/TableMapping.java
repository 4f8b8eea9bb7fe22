package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Aggregation;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.KeysModel;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.ColumnList;
import io.dorisio.emulator.sql.LoadFunctions;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the frontend allows of a load into a table, in its order and words (fe-core
 * nereids/load/NereidsStreamLoadPlanner.java, plan; doris-protocol 2.3).
 */
final class TableMapping {
  private final TableSchema table;
  private final MergeType mergeType;
  private final UnaryOperator<String> header;
  private final String sequence;

  private TableMapping(TableSchema table, MergeType mergeType, UnaryOperator<String> header) {
    this.table = table;
    this.mergeType = mergeType;
    this.header = header;
    this.sequence = header.apply("function_column.sequence_col");
  }

  static ColumnMapping of(
      TableSchema table,
      MergeType mergeType,
      UpdateMode mode,
      UnaryOperator<String> header,
      LoadFunctions functions)
      throws DorisException {
    return new TableMapping(table, mergeType, header).map(mode, functions);
  }

  private ColumnMapping map(UpdateMode mode, LoadFunctions functions) throws DorisException {
    boolean negative = header.apply("negative").equals("true");
    if (negative && mergeType != MergeType.APPEND) {
      throw DorisException.analysis("Negative is only used when merge type is APPEND.");
    }
    checkModel(mode);
    String columns = header.apply("columns");
    List<ColumnList.Entry> entries = columns.isEmpty() ? List.of() : ColumnList.parse(columns);
    boolean partial = mode == UpdateMode.UPDATE_FIXED_COLUMNS && isPartial(entries);
    if (negative) {
      checkSums();
    }
    MappingBuilder builder = new MappingBuilder(table, functions);
    switch (mergeType) {
      case DELETE -> builder.derive(Column.DELETE_SIGN, "1");
      case MERGE -> builder.derive(Column.DELETE_SIGN, "if(" + header.apply("delete") + ", 1, 0)");
      case APPEND -> {}
    }
    builder.columns(entries, MappingBuilder.names(header.apply("hidden_columns")));
    if (negative) {
      builder.negative();
    }
    sequence(builder, entries, partial);
    ColumnMapping mapping = builder.build(partial);
    MappingBuilder.checkDefaults(table, mapping);
    return mapping;
  }

  private void checkModel(UpdateMode mode) throws DorisException {
    if (table.model() != KeysModel.UNIQUE && mergeType != MergeType.APPEND) {
      throw DorisException.analysis("load by MERGE or DELETE is only supported in unique tables.");
    }
    boolean flexible = mode == UpdateMode.UPDATE_FLEXIBLE_COLUMNS;
    if (table.sequenceType() != null && sequence.isEmpty() && !flexible) {
      throw noSequence();
    }
    if (!table.hasSequence() && !sequence.isEmpty()) {
      throw DorisException.analysis("There is no sequence column in the table " + table.name());
    }
    if (mode != UpdateMode.UPSERT && !table.isMergeOnWrite()) {
      throw DorisException.analysis("Only unique key merge on write support partial update");
    }
    // No table here has the hidden column that flexible updates need.
    if (flexible) {
      throw DorisException.analysis(
          "Flexible partial update can only support table with skip bitmap hidden column. But table "
              + table.name()
              + " doesn't have it. You can use `ALTER TABLE "
              + table.name()
              + " ENABLE FEATURE \"UPDATE_FLEXIBLE_COLUMNS\";` to add it to the table.");
    }
  }

  private DorisException noSequence() {
    return DorisException.analysis(
        "Table " + table.name() + " has sequence column, need to specify the sequence column");
  }

  /** An update of all columns is an ordinary one. */
  private boolean isPartial(List<ColumnList.Entry> entries) throws DorisException {
    if (entries.isEmpty()) {
      return false;
    }
    boolean missing = false;
    for (Column column : table.loadColumns()) {
      boolean named = entries.stream().anyMatch(e -> e.name().equals(column.name()));
      if (named && column.isHidden() && !column.name().equals(Column.DELETE_SIGN)) {
        throw DorisException.analysis(
            "Partial update should not include invisible column except delete sign column: "
                + column.name());
      }
      if (!named && column.key()) {
        throw DorisException.analysis(
            "Partial update should include all key columns, missing: " + column.name());
      }
      missing |= !named && !column.isHidden();
    }
    return missing;
  }

  private void checkSums() throws DorisException {
    for (Column column : table.columns()) {
      if (!column.key() && column.aggregation() != Aggregation.SUM) {
        throw DorisException.analysis("Column is not SUM AggregateType. column:" + column.name());
      }
    }
  }

  private void sequence(MappingBuilder builder, List<ColumnList.Entry> entries, boolean partial)
      throws DorisException {
    Column mapped = table.sequenceMapColumn();
    if (mapped != null) {
      boolean named = entries.isEmpty() || builder.has(mapped.name());
      if (!named && !partial && !mapped.hasCurrentTimestampDefault()) {
        throw noSequence();
      }
    } else if (table.sequenceType() != null && !sequence.equalsIgnoreCase(Column.SEQUENCE)) {
      builder.derive(Column.SEQUENCE, "`" + sequence + "`");
    }
  }
}
