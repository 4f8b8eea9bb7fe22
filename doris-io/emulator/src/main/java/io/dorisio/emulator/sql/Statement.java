package io.dorisio.emulator.sql;

import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;
import java.util.List;
import java.util.Map;

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

  /** ALTER TABLE, with its changes in order. */
  record AlterTable(String database, String name, List<Change> changes) implements Statement {
    /** One change of a table. */
    public sealed interface Change {}

    public record AddColumn(Column column, Position position) implements Change {}

    public record DropColumn(String column) implements Change {}

    public record ModifyColumn(Column column, Position position) implements Change {}

    public record ModifyColumnComment(String column, String comment) implements Change {}

    public record RenameColumn(String from, String to) implements Change {}

    public record RenameTable(String to) implements Change {}

    public record SetProperties(Map<String, String> properties) implements Change {}

    /**
     * Where a column goes.
     *
     * @param after null for the first or the last place
     */
    public record Position(boolean first, String after) {
      static final Position FIRST = new Position(true, null);
      public static final Position LAST = new Position(false, null);
    }
  }

  /**
   * SHOW DATABASES.
   *
   * @param like null for all
   */
  record ShowDatabases(String like) implements Statement {}

  record ShowTables(String database, String like) implements Statement {}

  record ShowCreateTable(String database, String name) implements Statement {}

  record Describe(String database, String name) implements Statement {}

  /**
   * SHOW ALTER TABLE COLUMN.
   *
   * @param table null for all
   * @param newestFirst whether the jobs are ordered from the highest id down
   * @param limit rows at most
   */
  record ShowAlterTable(String database, String table, boolean newestFirst, int limit)
      implements Statement {}
}
