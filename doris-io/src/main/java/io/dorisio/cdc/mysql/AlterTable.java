package io.dorisio.cdc.mysql;

import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByAddColumnContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByAddColumnsContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByAddDefinitionsContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByAddPrimaryKeyContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByChangeColumnContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByDropColumnContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByDropPrimaryKeyContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByModifyColumnContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByNotExistingPrimaryKeyContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByRenameColumnContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterByRenameContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterPartitionContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterSpecificationContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AlterTableContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ColumnDeclarationContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ColumnDefinitionContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.CreateDefinitionContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.UidContext;
import io.dorisio.cdc.mysql.TableChange.AddColumn;
import io.dorisio.cdc.mysql.TableChange.ChangePrimaryKey;
import io.dorisio.cdc.mysql.TableChange.DropColumn;
import io.dorisio.cdc.mysql.TableChange.ModifyColumn;
import io.dorisio.cdc.mysql.TableChange.OtherChange;
import io.dorisio.cdc.mysql.TableChange.Place;
import io.dorisio.cdc.mysql.TableChange.RenameColumn;
import io.dorisio.cdc.mysql.TableChange.RenameTable;
import io.dorisio.cdc.mysql.TableChange.UnknownChange;
import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What an ALTER TABLE does, part by part and in order.
 *
 * <p>MySQL applies the parts as if at once, so that names in a later part are those from before the
 * statement; a rename of the table is told last, whatever its place.
 */
final class AlterTable {

  /** Partitions that take rows with them. */
  private static final Pattern LOSES_ROWS =
      Pattern.compile("(?is)^(?:DROP|TRUNCATE|EXCHANGE|DISCARD|IMPORT|CONVERT)\\b.*");

  private final SourceTable table;
  private final String database;
  private final List<AlterSpecificationContext> parts;
  private @Nullable RenameTable rename;

  AlterTable(AlterTableContext statement, String database) {
    this.table = DdlNames.table(statement.tableName(), database);
    this.database = database;
    this.parts = statement.alterSpecification();
  }

  void addTo(List<TableChange> changes) {
    for (AlterSpecificationContext part : parts) {
      part(part, changes);
    }
    if (rename != null) {
      changes.add(rename);
    }
  }

  private void part(AlterSpecificationContext part, List<TableChange> changes) {
    if (part instanceof AlterByAddColumnContext add) {
      UidContext after = add.uid().size() > 1 ? add.uid(1) : null;
      add(add.uid(0), add.columnDefinition(), place(add.FIRST(), after), changes);
    } else if (part instanceof AlterByAddColumnsContext add) {
      for (int i = 0; i < add.columnDefinition().size(); i++) {
        add(add.uid(i), add.columnDefinition(i), Place.UNNAMED, changes);
      }
    } else if (part instanceof AlterByAddDefinitionsContext add) {
      for (CreateDefinitionContext definition : add.createDefinition()) {
        if (definition instanceof ColumnDeclarationContext column) {
          add(column.uid(), column.columnDefinition(), Place.UNNAMED, changes);
        }
      }
    } else if (part instanceof AlterByModifyColumnContext modify) {
      UidContext after = modify.uid().size() > 1 ? modify.uid(1) : null;
      ColumnDefinition column =
          DdlDefinitions.column(DdlNames.name(modify.uid(0)), modify.columnDefinition());
      changes.add(new ModifyColumn(table, column, place(modify.FIRST(), after)));
    } else if (part instanceof AlterByChangeColumnContext change) {
      change(change, changes);
    } else if (part instanceof AlterByRenameColumnContext renamed) {
      renameColumn(renamed.oldColumn, renamed.newColumn, changes);
    } else if (part instanceof AlterByDropColumnContext drop) {
      changes.add(new DropColumn(table, DdlNames.name(drop.uid())));
    } else {
      table(part, changes);
    }
  }

  /** Parts that name no column. */
  private void table(AlterSpecificationContext part, List<TableChange> changes) {
    if (part instanceof AlterByAddPrimaryKeyContext key) {
      changes.add(new ChangePrimaryKey(table, DdlNames.columns(key.indexColumnNames())));
    } else if (part instanceof AlterByNotExistingPrimaryKeyContext key) {
      changes.add(new ChangePrimaryKey(table, List.of(DdlNames.name(key.uid()))));
    } else if (part instanceof AlterByDropPrimaryKeyContext) {
      changes.add(new ChangePrimaryKey(table, List.of()));
    } else if (part instanceof AlterByRenameContext renamed) {
      SourceTable to =
          renamed.fullId() != null
              ? DdlNames.table(renamed.fullId(), database)
              : new SourceTable(table.database(), DdlNames.name(renamed.uid()));
      rename = new RenameTable(table, to);
    } else if (part instanceof AlterPartitionContext
        && LOSES_ROWS.matcher(DdlNames.source(part)).matches()) {
      changes.add(new UnknownChange(table, DdlNames.source(part)));
    } else {
      changes.add(new OtherChange(table, DdlNames.source(part)));
    }
  }

  private void add(
      UidContext name, ColumnDefinitionContext definition, Place place, List<TableChange> changes) {
    ColumnDefinition column = DdlDefinitions.column(DdlNames.name(name), definition);
    ColumnDefault inOldRows = ColumnDefault.of(definition, column);
    changes.add(new AddColumn(table, column, place, inOldRows));
    if (DdlDefinitions.isPrimaryKey(definition)) {
      changes.add(new ChangePrimaryKey(table, List.of(column.name())));
    }
  }

  private void change(AlterByChangeColumnContext change, List<TableChange> changes) {
    renameColumn(change.oldColumn, change.newColumn, changes);
    ColumnDefinition column =
        DdlDefinitions.column(DdlNames.name(change.newColumn), change.columnDefinition());
    changes.add(new ModifyColumn(table, column, place(change.FIRST(), change.afterColumn)));
  }

  private void renameColumn(UidContext from, UidContext to, List<TableChange> changes) {
    if (!DdlNames.name(from).equals(DdlNames.name(to))) {
      changes.add(new RenameColumn(table, DdlNames.name(from), DdlNames.name(to)));
    }
  }

  private static Place place(@Nullable TerminalNode first, @Nullable UidContext after) {
    return first == null && after == null
        ? Place.UNNAMED
        : new Place(first != null, after == null ? "" : DdlNames.name(after));
  }
}
