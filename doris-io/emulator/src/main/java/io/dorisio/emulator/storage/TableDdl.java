package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Creates, empties and drops databases and tables. */
final class TableDdl {
  private final DuckDatabase database;
  private final Catalog catalog;
  private final CatalogStore stored;

  TableDdl(DuckDatabase database, Catalog catalog, CatalogStore stored) {
    this.database = database;
    this.catalog = catalog;
    this.stored = stored;
  }

  void createDatabase(Statement.CreateDatabase create) throws DorisException, SQLException {
    String name = create.name();
    if (catalog.hasDatabase(name) || name.equalsIgnoreCase(InformationSchema.NAME)) {
      if (create.ifNotExists() && catalog.hasDatabase(name)) {
        return;
      }
      throw DorisException.analysis("Can't create database '" + name + "'; database exists");
    }
    database.inTransaction(CatalogStore.addDatabase(name));
    catalog.addDatabase(name);
  }

  void dropDatabase(Statement.DropDatabase drop) throws DorisException, SQLException {
    String name = drop.name();
    if (!catalog.hasDatabase(name)) {
      if (drop.ifExists()) {
        return;
      }
      throw DorisException.analysis("Can't drop database '" + name + "'; database doesn't exist");
    }
    List<String> steps = new ArrayList<>(CatalogStore.removeDatabase(name));
    catalog.tables(name).forEach(table -> steps.add("DROP TABLE " + Names.table(table)));
    database.inTransaction(steps);
    catalog.removeDatabase(name);
  }

  void createTable(Statement.CreateTable create) throws DorisException, SQLException {
    TableSchema declared = create.table();
    requireDatabase(declared.database());
    if (catalog.find(declared.database(), declared.name()) != null) {
      if (create.ifNotExists()) {
        return;
      }
      throw DorisException.analysis("Table '" + declared.name() + "' already exists");
    }
    TableSchema table = declared.withId(stored.nextTableId());
    List<Column> columns = table.loadColumns();
    database.inTransaction(
        "CREATE TABLE " + Names.table(table) + StagingTable.columns(columns),
        CatalogStore.add(table));
    catalog.put(table);
  }

  void dropTable(Statement.DropTable drop, String session) throws DorisException, SQLException {
    String db = databaseOf(drop.database(), session);
    requireDatabase(db);
    if (catalog.find(db, drop.name()) == null && drop.ifExists()) {
      return;
    }
    TableSchema table = requireTable(db, drop.name());
    database.inTransaction("DROP TABLE " + Names.table(table), CatalogStore.remove(table));
    catalog.remove(table);
  }

  void truncate(Statement.TruncateTable truncate, String session)
      throws DorisException, SQLException {
    TableSchema table = requireTable(databaseOf(truncate.database(), session), truncate.name());
    // DELETE, not TRUNCATE: a query that runs keeps what it sees.
    database.inTransaction("DELETE FROM " + Names.table(table));
  }

  static String databaseOf(String named, String session) throws DorisException {
    String db = named == null ? session : named;
    if (db == null) {
      throw DorisException.analysis("No database selected");
    }
    return db;
  }

  void requireDatabase(String name) throws DorisException {
    if (!catalog.hasDatabase(name)) {
      throw DorisException.analysis("Unknown database '" + name + "'");
    }
  }

  TableSchema requireTable(String db, String name) throws DorisException {
    requireDatabase(db);
    TableSchema table = catalog.find(db, name);
    if (table == null) {
      throw DorisException.analysis("Unknown table '" + name + "'");
    }
    return table;
  }
}
