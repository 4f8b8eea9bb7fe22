package io.dorisio.cdc.write;

import io.dorisio.cdc.ChangeRecord;
import io.dorisio.cdc.mysql.ColumnDefinition;
import io.dorisio.cdc.mysql.DorisColumnType;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.TableChange.AddColumn;
import io.dorisio.cdc.rules.MetadataColumns.Entry;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A column that a Doris table should have.
 *
 * @param type as DDL text
 * @param keyType its type where it is a key
 * @param inOldRows its value in rows that were there before it; null for NULL
 */
record TargetColumn(String name, String type, String keyType, @Nullable String inOldRows) {

  TargetColumn(String name, String type, String keyType) {
    this(name, type, keyType, null);
  }

  /** The column for one that a table of the source got. */
  static TargetColumn ofAdded(AddColumn add, ChangeSpec spec) {
    String name = add.column().name();
    TargetColumn target = of(add.table(), name, add.column().type(), spec);
    // What is masked in each row must not show in the table's definition.
    boolean masked = spec.masking().dorisType(add.table(), name).isPresent();
    String value = masked ? null : add.inOldRows().inDoris(add.column().type()).orElse(null);
    return new TargetColumn(name, target.type(), target.keyType(), value);
  }

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
