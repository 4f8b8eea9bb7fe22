package io.dorisio.schema;

import io.dorisio.client.DorisException;
import io.dorisio.client.StatementRefusedException;
import io.dorisio.client.Statements;
import io.dorisio.client.TableName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the server says of a table; needs any privilege on it. */
public final class SchemaReader {

  private final Statements statements;

  public SchemaReader(Statements statements) {
    this.statements = statements;
  }

  /**
   * The table's schema, empty if there is no such table.
   *
   * @throws DorisException if the database is missing, the user may not see the table, or it cannot
   *     be read
   * @throws IOException if no frontend can be reached
   */
  public Optional<TableSchema> find(TableName table) throws IOException {
    String statement = "SHOW CREATE TABLE " + Sql.name(table);
    List<Map<String, String>> rows;
    try {
      rows = statements.rows(table.database(), statement);
    } catch (StatementRefusedException e) {
      if (e.reason() == StatementRefusedException.Reason.TABLE_MISSING) {
        return Optional.empty();
      }
      throw e;
    }
    String ddl = rows.stream().map(row -> row.get("Create Table")).findFirst().orElse(null);
    if (ddl == null) {
      throw new DorisException(
          table + " is no table that rows can be loaded into: " + statement + " shows none");
    }
    try {
      return Optional.of(TableSchema.parse(ddl));
    } catch (IllegalArgumentException e) {
      throw new DorisException(
          "The declaration of " + table + " could not be read: " + e.getMessage(), e);
    }
  }

  /**
   * The table's schema.
   *
   * @throws DorisException also if there is no such table
   */
  public TableSchema read(TableName table) throws IOException {
    return find(table)
        .orElseThrow(
            () ->
                new DorisException(
                    table + " does not exist; create it, or let the write create it"));
  }
}
