package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Aggregation;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.KeysModel;
import io.dorisio.emulator.schema.TableLayout;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.Statement.AlterTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * Changes tables at once, as light schema change does; a load opened before keeps the columns it
 * was opened with. Worded like fe-core alter/SchemaChangeHandler.java.
 */
final class SchemaChange {
  private final DuckDatabase database;
  private final Catalog catalog;
  private final TableDdl ddl;
  private final AlterJobs jobs;

  SchemaChange(DuckDatabase database, Catalog catalog, TableDdl ddl, AlterJobs jobs) {
    this.database = database;
    this.catalog = catalog;
    this.ddl = ddl;
    this.jobs = jobs;
  }

  void run(AlterTable alter, String session) throws DorisException, SQLException {
    TableSchema table =
        ddl.requireTable(TableDdl.databaseOf(alter.database(), session), alter.name());
    List<String> steps = new ArrayList<>();
    TableSchema changed = table;
    for (AlterTable.Change change : alter.changes()) {
      changed = apply(changed, change, steps);
    }
    steps.add(CatalogStore.remove(table));
    steps.add(CatalogStore.add(changed));
    database.inTransaction(steps);
    catalog.put(changed);
    if (alter.changes().stream().anyMatch(SchemaChange::isSchemaChange)) {
      jobs.finished(changed);
    }
  }

  private static boolean isSchemaChange(AlterTable.Change change) {
    return change instanceof AlterTable.AddColumn
        || change instanceof AlterTable.DropColumn
        || change instanceof AlterTable.ModifyColumn;
  }

  private TableSchema apply(TableSchema table, AlterTable.Change change, List<String> steps)
      throws DorisException {
    if (change instanceof AlterTable.AddColumn add) {
      return add(table, add, steps);
    }
    if (change instanceof AlterTable.DropColumn drop) {
      return drop(table, drop.column(), steps);
    }
    if (change instanceof AlterTable.ModifyColumn modify) {
      return modify(table, modify, steps);
    }
    if (change instanceof AlterTable.ModifyColumnComment modify) {
      return comment(table, modify);
    }
    if (change instanceof AlterTable.RenameColumn rename) {
      return renameColumn(table, rename);
    }
    if (change instanceof AlterTable.SetProperties set) {
      Map<String, String> properties = new LinkedHashMap<>(table.properties());
      properties.putAll(set.properties());
      return table.with(table.layout(), properties);
    }
    String to = ((AlterTable.RenameTable) change).to();
    if (catalog.find(table.database(), to) != null) {
      throw DorisException.analysis("Table name[" + to + "] is already used");
    }
    return table.renamed(to);
  }

  private static TableSchema add(TableSchema table, AlterTable.AddColumn add, List<String> steps)
      throws DorisException {
    Column column = add.column();
    if (table.indexOf(column.name()) >= 0) {
      throw DorisException.analysis(
          "Can not add column which already exists in base table: " + column.name());
    }
    boolean aggregates = column.aggregation() != Aggregation.NONE;
    if (table.model() != KeysModel.AGGREGATE && aggregates) {
      throw DorisException.analysis(
          "Can not assign aggregation method on column in "
              + (table.model() == KeysModel.UNIQUE ? "Unique" : "Duplicate")
              + " data model table: "
              + column.name());
    }
    if (table.model() == KeysModel.UNIQUE && column.key()) {
      throw DorisException.analysis(
          "the emulator does not add key columns to UNIQUE tables: " + column.name());
    }
    if (!column.nullable() && column.defaultValue() == null) {
      throw DorisException.analysis(
          "the emulator needs a DEFAULT for a NOT NULL column that is added: " + column.name());
    }
    // In an AGGREGATE table what has no aggregation is a key.
    boolean key = column.key() || (table.model() == KeysModel.AGGREGATE && !aggregates);
    int id = table.lastColumnId() + 1;
    Column added = (key ? column.asKey() : column).withId(id);
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(place(columns, added, add.position()), added);
    steps.add(
        "ALTER TABLE "
            + Names.table(table)
            + (" ADD COLUMN " + Names.column(added) + " " + added.type().duckdbType())
            + (" DEFAULT " + Defaults.of(added)));
    return table.withColumns(columns, id);
  }

  /** Keys stay in front of values. */
  private static int place(List<Column> columns, Column column, AlterTable.Position position)
      throws DorisException {
    int keys = (int) columns.stream().filter(Column::key).count();
    int index;
    if (position.first()) {
      index = 0;
    } else if (position.after() != null) {
      index = TableSchema.indexOf(columns, position.after()) + 1;
      if (index == 0) {
        throw DorisException.analysis("Column[" + position.after() + "] does not exist");
      }
    } else {
      return column.key() ? keys : columns.size();
    }
    boolean misplaced = column.key() ? index > keys : index < keys;
    if (misplaced) {
      throw DorisException.analysis(
          "Invalid column order. value should be after key. column: " + column.name());
    }
    return index;
  }

  private static TableSchema drop(TableSchema table, String name, List<String> steps)
      throws DorisException {
    int index = table.indexOf(name);
    if (index < 0) {
      throw DorisException.analysis("Column does not exists: " + name);
    }
    Column column = table.columns().get(index);
    if (column.key() && table.model() != KeysModel.DUPLICATE) {
      throw DorisException.analysis(
          table.model() == KeysModel.UNIQUE
              ? "Can not drop key column in Unique data model table"
              : "the emulator does not drop key columns of AGGREGATE tables: " + name);
    }
    if (column.equals(table.sequenceMapColumn())) {
      throw DorisException.analysis(
          "Can not drop sequence mapping column["
              + name
              + "] in Unique data model table["
              + table.name()
              + "]");
    }
    TableLayout layout = table.layout();
    if (layout.distributes(name) || layout.partitions(name)) {
      throw DorisException.analysis(
          "Distribution or partition column[" + name + "] cannot be dropped");
    }
    List<Column> columns = new ArrayList<>(table.columns());
    columns.remove(index);
    steps.add("ALTER TABLE " + Names.table(table) + " DROP COLUMN " + Names.column(column));
    return table.withColumns(columns, table.lastColumnId());
  }

  private static TableSchema modify(
      TableSchema table, AlterTable.ModifyColumn modify, List<String> steps) throws DorisException {
    Column wanted = modify.column();
    int index = table.indexOf(wanted.name());
    if (index < 0) {
      throw DorisException.analysis("Column[" + wanted.name() + "] does not exists");
    }
    Column column = table.columns().get(index);
    ModifyCheck.check(table, column, wanted);
    if (column.nullable() && !wanted.nullable()) {
      throw DorisException.analysis("Can not change from nullable to non-nullable");
    }
    if (wanted.aggregation() != column.aggregation()) {
      throw DorisException.analysis("Can not change aggregation type");
    }
    TypeChange.check(column.type(), wanted.type());
    Column changed =
        new Column(
            column.id(),
            column.name(),
            wanted.type(),
            column.key(),
            column.aggregation(),
            wanted.nullable(),
            wanted.defaultValue(),
            wanted.comment());
    if (!column.type().duckdbType().equals(wanted.type().duckdbType())) {
      steps.add(
          "ALTER TABLE "
              + Names.table(table)
              + (" ALTER COLUMN " + Names.column(column))
              + (" TYPE " + wanted.type().duckdbType()));
    }
    List<Column> columns = new ArrayList<>(table.columns());
    columns.remove(index);
    boolean moved = modify.position().first() || modify.position().after() != null;
    columns.add(moved ? place(columns, changed, modify.position()) : index, changed);
    return table.withColumns(columns, table.lastColumnId());
  }

  /** Worded like fe-core alter/Alter.java. */
  private static TableSchema comment(TableSchema table, AlterTable.ModifyColumnComment modify)
      throws DorisException {
    int index = table.indexOf(modify.column());
    if (index < 0) {
      throw DorisException.analysis("Unknown column: " + modify.column());
    }
    List<Column> columns = new ArrayList<>(table.columns());
    columns.set(index, columns.get(index).withComment(modify.comment()));
    return table.withColumns(columns, table.lastColumnId());
  }

  private static TableSchema renameColumn(TableSchema table, AlterTable.RenameColumn rename)
      throws DorisException {
    int index = table.indexOf(rename.from());
    if (index < 0) {
      throw DorisException.analysis("Column[" + rename.from() + "] does not exists");
    }
    int other = table.indexOf(rename.to());
    if (other >= 0 && other != index) {
      throw DorisException.analysis("Column name[" + rename.to() + "] is already used");
    }
    List<Column> columns = new ArrayList<>(table.columns());
    columns.set(index, columns.get(index).withName(rename.to()));
    TableLayout layout = table.layout();
    Map<String, String> properties = new LinkedHashMap<>(table.properties());
    properties.computeIfPresent(
        TableSchema.SEQUENCE_COLUMN_PROPERTY,
        (key, name) -> name.equalsIgnoreCase(rename.from()) ? rename.to() : name);
    return table
        .withColumns(columns, table.lastColumnId())
        .with(
            new TableLayout(
                layout.comment(),
                renamed(layout.partitions(), rename),
                renamed(layout.distribution(), rename),
                renamed(layout.indexes(), rename)),
            properties);
  }

  private static String renamed(String clause, AlterTable.RenameColumn rename) {
    return TableLayout.word(rename.from())
        .matcher(clause)
        .replaceAll(Matcher.quoteReplacement('`' + rename.to() + '`'));
  }
}
