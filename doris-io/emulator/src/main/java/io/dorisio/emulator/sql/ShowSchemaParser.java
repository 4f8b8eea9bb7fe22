package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;

/** Reads the statements that show databases, tables and columns. */
final class ShowSchemaParser {
  private final TokenCursor in;

  ShowSchemaParser(TokenCursor in) {
    this.in = in;
  }

  Statement parse() throws DorisException {
    if (in.takeWord("DESC") || in.takeWord("DESCRIBE")) {
      TokenCursor.TableName name = in.tableName();
      return new Statement.Describe(name.database(), name.table());
    }
    in.expectWord("SHOW");
    if (in.takeWord("DATABASES") || in.takeWord("SCHEMAS")) {
      return new Statement.ShowDatabases(like());
    }
    if (in.takeWord("CREATE")) {
      in.expectWord("TABLE");
      TokenCursor.TableName name = in.tableName();
      return new Statement.ShowCreateTable(name.database(), name.table());
    }
    if (in.takeWord("ALTER")) {
      in.expectWord("TABLE");
      in.expectWord("COLUMN");
      return alterations();
    }
    in.takeWord("FULL");
    if (in.takeWord("COLUMNS") || in.takeWord("FIELDS")) {
      in.expectWord("FROM");
      TokenCursor.TableName name = in.tableName();
      String database = in.takeWord("FROM") ? in.identifier() : name.database();
      return new Statement.Describe(database, name.table());
    }
    if (in.takeWord("TABLES")) {
      boolean named = in.takeWord("FROM") || in.takeWord("IN");
      String database = named ? in.identifier() : null;
      return new Statement.ShowTables(database, like());
    }
    throw in.unexpected("{'ALTER', 'COLUMNS', 'CREATE', 'DATABASES', 'TABLES'}");
  }

  /** Filtered by TableName and ordered by JobId only; a server knows more of both. */
  private Statement alterations() throws SqlSyntaxException {
    boolean named = in.takeWord("FROM") || in.takeWord("IN");
    String database = named ? in.identifier() : null;
    String table = null;
    if (in.takeWord("WHERE")) {
      in.expectWord("TABLENAME");
      in.expectSymbol("=");
      table = in.string();
    }
    boolean newestFirst = false;
    if (in.takeWord("ORDER")) {
      in.expectWord("BY");
      in.expectWord("JOBID");
      newestFirst = in.takeWord("DESC");
    }
    int limit = in.takeWord("LIMIT") ? in.number() : Integer.MAX_VALUE;
    return new Statement.ShowAlterTable(database, table, newestFirst, limit);
  }

  private String like() throws SqlSyntaxException {
    return in.takeWord("LIKE") ? in.string() : null;
  }
}
