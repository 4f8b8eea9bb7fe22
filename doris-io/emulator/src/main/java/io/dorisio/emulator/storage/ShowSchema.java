package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.CreateTableText;
import io.dorisio.emulator.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shows databases, tables and columns. */
final class ShowSchema {
  private final Catalog catalog;
  private final TableDdl ddl;
  private final AlterJobs jobs;

  ShowSchema(Catalog catalog, TableDdl ddl, AlterJobs jobs) {
    this.catalog = catalog;
    this.ddl = ddl;
    this.jobs = jobs;
  }

  /** The rows of a statement that shows; null for any other. */
  QueryResult run(Statement statement, String session) throws DorisException {
    if (statement instanceof Statement.ShowDatabases show) {
      List<String> names = new ArrayList<>(catalog.databases());
      names.add(InformationSchema.NAME);
      return names("Database", names, show.like());
    }
    if (statement instanceof Statement.ShowTables show) {
      String db = TableDdl.databaseOf(show.database(), session);
      ddl.requireDatabase(db);
      List<String> names = catalog.tables(db).stream().map(TableSchema::name).toList();
      return names("Tables_in_" + db, names, show.like());
    }
    if (statement instanceof Statement.ShowCreateTable show) {
      TableSchema table =
          ddl.requireTable(TableDdl.databaseOf(show.database(), session), show.name());
      return new QueryResult(
          texts("Table", "Create Table"),
          List.of(List.of(table.name(), CreateTableText.shown(table))));
    }
    if (statement instanceof Statement.Describe describe) {
      return describe(
          ddl.requireTable(TableDdl.databaseOf(describe.database(), session), describe.name()));
    }
    if (statement instanceof Statement.ShowAlterTable show) {
      String db = TableDdl.databaseOf(show.database(), session);
      ddl.requireDatabase(db);
      return new QueryResult(texts(AlterJobs.TITLES), jobs.rows(db, show));
    }
    return null;
  }

  private static QueryResult names(String title, List<String> names, String like) {
    Pattern pattern = like == null ? null : pattern(like);
    List<List<Object>> rows = new ArrayList<>();
    for (String name : names) {
      if (pattern == null || pattern.matcher(name).matches()) {
        rows.add(List.of(name));
      }
    }
    return new QueryResult(texts(title), rows);
  }

  /** Names are matched with their case, as tables have it. */
  private static Pattern pattern(String like) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < like.length(); i++) {
      char c = like.charAt(i);
      if (c == '\\' && i + 1 < like.length()) {
        regex.append(Pattern.quote(String.valueOf(like.charAt(++i))));
      } else {
        regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static QueryResult describe(TableSchema table) {
    List<List<Object>> rows = new ArrayList<>();
    for (Column column : table.columns()) {
      rows.add(
          Arrays.asList(
              column.name(),
              column.type().words(),
              column.nullable() ? "Yes" : "No",
              String.valueOf(column.key()),
              column.defaultValue(),
              table.aggregationWord(column)));
    }
    return new QueryResult(texts("Field", "Type", "Null", "Key", "Default", "Extra"), rows);
  }

  private static List<QueryResult.ResultColumn> texts(String... names) {
    return Arrays.stream(names)
        .map(name -> new QueryResult.ResultColumn(name, "CHAR"))
        .collect(Collectors.toList());
  }
}
