package io.dorisio.emulator.sql;

import io.dorisio.emulator.schema.TableSchema;

/** A statement, understood. A null database means the session's. */
public sealed interface Statement {
  record CreateDatabase(String name, boolean ifNotExists) implements Statement {}

  record DropDatabase(String name, boolean ifExists) implements Statement {}

  /**
   * CREATE TABLE.
   *
   * @param sql the statement itself, kept so that the declaration can be read again
   */
  record CreateTable(TableSchema table, boolean ifNotExists, String sql) implements Statement {}

  record DropTable(String database, String name, boolean ifExists) implements Statement {}

  record TruncateTable(String database, String name) implements Statement {}

  /**
   * A query.
   *
   * @param sql the query in the store's dialect
   */
  record Query(String sql) implements Statement {}
}
