package io.dorisio.emulator.sql;

import io.dorisio.emulator.schema.TableSchema;

/** A statement, understood. A null database means the session's. */
public sealed interface Statement {
  record CreateDatabase(String name, boolean ifNotExists) implements Statement {}

  record DropDatabase(String name, boolean ifExists) implements Statement {}

  record CreateTable(TableSchema table, boolean ifNotExists) implements Statement {}

  record DropTable(String database, String name, boolean ifExists) implements Statement {}

  record TruncateTable(String database, String name) implements Statement {}

  /**
   * A query.
   *
   * @param sql the query as written
   */
  record Query(String sql) implements Statement {}
}
