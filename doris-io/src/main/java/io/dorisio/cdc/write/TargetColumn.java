package io.dorisio.cdc.write;

import io.dorisio.cdc.ChangeRecord;
import io.dorisio.cdc.mysql.ColumnDefinition;
import io.dorisio.cdc.mysql.DorisColumnType;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.rules.MetadataColumns.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that a Doris table should have.
 *
 * @param type as DDL text
 * @param keyType its type where it is a key
 */
record TargetColumn(String name, String type, String keyType) {

  /** The columns for a record's, metadata among them. */
  static List<TargetColumn> of(
      SourceTable table, List<ChangeRecord.Column> columns, ChangeSpec spec) {
    List<TargetColumn> all = new ArrayList<>();
    for (ChangeRecord.Column column : columns) {
      all.add(of(table, column.name(), column.type(), spec));
    }
    return all;
  }

  /** The columns for a table of the source, metadata among them. */
  static List<TargetColumn> ofDefinition(
      SourceTable table, List<ColumnDefinition> columns, ChangeSpec spec) {
    List<TargetColumn> all = new ArrayList<>();
    for (ColumnDefinition column : columns) {
      all.add(of(table, column.name(), column.type(), spec));
    }
    for (Entry entry : spec.metadata().entries()) {
      all.add(of(table, entry.column(), entry.item().type(), spec));
    }
    return all;
  }

  static TargetColumn of(SourceTable table, String name, MySqlType type, ChangeSpec spec) {
    String plain = DorisColumnType.of(type, spec.values());
    String key = DorisColumnType.ofKey(type, spec.values());
    return spec.masking()
        .dorisType(table, name)
        .map(masked -> new TargetColumn(name, masked, masked.equals("STRING") ? KEY_TEXT : masked))
        .orElseGet(() -> new TargetColumn(name, plain, key));
  }

  private static final String KEY_TEXT = "VARCHAR(65533)";
}
