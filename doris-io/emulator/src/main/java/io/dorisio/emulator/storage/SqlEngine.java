package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.SqlParser;
import io.dorisio.emulator.sql.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs Doris's statements. */
public final class SqlEngine {
  private static final String DATABASES = Names.META + ".databases";
  private static final String TABLES = Names.META + ".tables";
  private static final Pattern NO_SUCH_TABLE =
      Pattern.compile("Table with name (\\S+) does not exist");
  private static final List<String> RESERVED =
      List.of("main", "pg_catalog", Names.META, Names.STAGING);

  private final DuckDatabase database;
  private final Catalog catalog;
  private final ReentrantLock changing;

  SqlEngine(DuckDatabase database, Catalog catalog, ReentrantLock changing) throws SQLException {
    this.database = database;
    this.catalog = catalog;
    this.changing = changing;
    database.inTransaction(
        "CREATE TABLE IF NOT EXISTS " + DATABASES + "(name VARCHAR)",
        "CREATE TABLE IF NOT EXISTS " + TABLES + "(db VARCHAR, name VARCHAR, ddl VARCHAR)");
    readCatalog();
  }

  private void readCatalog() throws SQLException {
    try (Connection connection = database.connect();
        java.sql.Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT name FROM " + DATABASES)) {
        while (rows.next()) {
          catalog.addDatabase(rows.getString(1));
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT db, ddl FROM " + TABLES)) {
        while (rows.next()) {
          Statement parsed = SqlParser.parse(rows.getString(2), rows.getString(1));
          catalog.add(((Statement.CreateTable) parsed).table());
        }
      }
    } catch (DorisException e) {
      throw new SQLException("a stored table cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Runs one statement.
   *
   * @param session the database of the session; null where there is none
   * @param limit rows at most
   */
  public QueryResult execute(String sql, String session, long limit) throws DorisException {
    Statement statement = SqlParser.parse(sql, session);
    if (statement instanceof Statement.Query query) {
      return query(query.sql(), session, limit);
    }
    changing.lock();
    try {
      change(statement, session);
      return QueryResult.none();
    } catch (SQLException e) {
      throw DorisException.analysis(e.getMessage());
    } finally {
      changing.unlock();
    }
  }

  private void change(Statement statement, String session) throws DorisException, SQLException {
    if (statement instanceof Statement.CreateDatabase create) {
      createDatabase(create);
    } else if (statement instanceof Statement.DropDatabase drop) {
      dropDatabase(drop);
    } else if (statement instanceof Statement.CreateTable create) {
      createTable(create);
    } else if (statement instanceof Statement.DropTable drop) {
      dropTable(drop, session);
    } else if (statement instanceof Statement.TruncateTable truncate) {
      String db = databaseOf(truncate.database(), session);
      requireTable(db, truncate.name());
      // DELETE, not TRUNCATE: a query that runs keeps what it sees.
      database.inTransaction("DELETE FROM " + Names.table(db, truncate.name()));
    }
  }

  private void createDatabase(Statement.CreateDatabase create) throws DorisException, SQLException {
    String name = create.name();
    if (catalog.hasDatabase(name) || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      if (create.ifNotExists() && catalog.hasDatabase(name)) {
        return;
      }
      throw DorisException.analysis("Can't create database '" + name + "'; database exists");
    }
    database.inTransaction(
        "CREATE SCHEMA " + Names.quoted(name),
        "INSERT INTO " + DATABASES + " VALUES (" + Names.literal(name) + ")");
    catalog.addDatabase(name);
  }

  private void dropDatabase(Statement.DropDatabase drop) throws DorisException, SQLException {
    String name = drop.name();
    if (!catalog.hasDatabase(name)) {
      if (drop.ifExists()) {
        return;
      }
      throw DorisException.analysis("Can't drop database '" + name + "'; database doesn't exist");
    }
    String literal = Names.literal(name);
    database.inTransaction(
        "DROP SCHEMA " + Names.quoted(name) + " CASCADE",
        "DELETE FROM " + TABLES + " WHERE db = " + literal,
        "DELETE FROM " + DATABASES + " WHERE name = " + literal);
    catalog.removeDatabase(name);
  }

  private void createTable(Statement.CreateTable create) throws DorisException, SQLException {
    TableSchema table = create.table();
    requireDatabase(table.database());
    if (catalog.find(table.database(), table.name()) != null) {
      if (create.ifNotExists()) {
        return;
      }
      throw DorisException.analysis("Table '" + table.name() + "' already exists");
    }
    database.inTransaction(
        "CREATE TABLE "
            + Names.table(table.database(), table.name())
            + StagingTable.columns(table.columns()),
        "INSERT INTO "
            + TABLES
            + " VALUES ("
            + Names.literal(table.database())
            + ", "
            + Names.literal(table.name())
            + ", "
            + Names.literal(create.sql())
            + ")");
    catalog.add(table);
  }

  private void dropTable(Statement.DropTable drop, String session)
      throws DorisException, SQLException {
    String db = databaseOf(drop.database(), session);
    requireDatabase(db);
    if (catalog.find(db, drop.name()) == null && drop.ifExists()) {
      return;
    }
    requireTable(db, drop.name());
    database.inTransaction(
        "DROP TABLE " + Names.table(db, drop.name()),
        "DELETE FROM "
            + TABLES
            + " WHERE db = "
            + Names.literal(db)
            + " AND name = "
            + Names.literal(drop.name()));
    catalog.remove(db, drop.name());
  }

  private static String databaseOf(String named, String session) throws DorisException {
    String db = named == null ? session : named;
    if (db == null) {
      throw DorisException.analysis("No database selected");
    }
    return db;
  }

  private void requireDatabase(String name) throws DorisException {
    if (!catalog.hasDatabase(name)) {
      throw DorisException.analysis("Unknown database '" + name + "'");
    }
  }

  private void requireTable(String db, String name) throws DorisException {
    requireDatabase(db);
    if (catalog.find(db, name) == null) {
      throw DorisException.analysis("Unknown table '" + name + "'");
    }
  }

  private QueryResult query(String sql, String session, long limit) throws DorisException {
    try (Connection connection = database.connect()) {
      if (session != null && catalog.hasDatabase(session)) {
        connection.setSchema(session);
      }
      try (java.sql.Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        ResultSetMetaData meta = rows.getMetaData();
        List<QueryResult.ResultColumn> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          columns.add(
              new QueryResult.ResultColumn(
                  meta.getColumnName(i), ResultTypes.name(meta.getColumnTypeName(i))));
        }
        List<List<Object>> result = new ArrayList<>();
        while (result.size() < limit && rows.next()) {
          List<Object> row = new ArrayList<>(columns.size());
          for (int i = 1; i <= columns.size(); i++) {
            Object value = rows.getObject(i);
            row.add(value instanceof Timestamp time ? time.toLocalDateTime() : value);
          }
          result.add(row);
        }
        return new QueryResult(columns, result);
      }
    } catch (SQLException e) {
      Matcher missing = NO_SUCH_TABLE.matcher(String.valueOf(e.getMessage()));
      throw DorisException.analysis(
          missing.find()
              ? "Table [" + missing.group(1) + "] does not exist in database [" + session + "]."
              : e.getMessage());
    }
  }
}
