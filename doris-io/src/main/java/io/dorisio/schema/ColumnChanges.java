package io.dorisio.schema;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.DorisException;
import io.dorisio.client.StatementRefusedException;
import io.dorisio.client.StatementRefusedException.Reason;
import io.dorisio.client.Statements;
import io.dorisio.client.TableName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops columns, and gives them more names under which a source may call them. Each may be asked
 * for again, and by several workers: who finds the table as it should be does nothing to it. Needs
 * ALTER on the table.
 *
 * <p>A column that the source renames is not renamed here: rows that are under way name it as it
 * was, and a load that is opened with a name its table does not know leaves the value out without a
 * word. Its names in the source are kept in its comment, see {@link #sourceNames}; so it can be
 * renamed by hand while no rows are under way.
 */
public final class ColumnChanges implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ColumnChanges.class);
  private static final Pattern TAG = Pattern.compile("\\[source names ((?:`(?:[^`]|``)+`,? ?)+)]");
  private static final Pattern NAME = Pattern.compile("`((?:[^`]|``)+)`");

  private final Statements statements;
  private final SchemaReader reader;
  private final Duration limit;

  /**
   * Opens nothing yet.
   *
   * @param limit how long a change may wait for others of its table
   */
  public ColumnChanges(DorisConnection connection, Duration limit) {
    this.statements = new Statements(connection, limit);
    this.reader = new SchemaReader(statements);
    this.limit = limit;
  }

  /**
   * Has a column take the values of another name too. Does nothing if the table is missing, no
   * column has the one name, or one has the other.
   *
   * @throws DorisException if the server refuses
   * @throws IOException if no frontend can be reached
   */
  public void addName(TableName table, String name, String added)
      throws IOException, InterruptedException {
    Optional<TableSchema> schema = reader.find(table);
    if (schema.isEmpty() || named(schema.get(), added).isPresent()) {
      return;
    }
    Optional<Column> column = named(schema.get(), name);
    if (column.isPresent()) {
      run(
          table,
          "MODIFY COLUMN "
              + Sql.name(column.get().name())
              + " COMMENT "
              + Sql.text(comment(column.get(), added)));
    }
  }

  private static Optional<Column> named(TableSchema schema, String name) {
    return schema
        .column(name)
        .or(
            () ->
                schema.columns().stream()
                    .filter(column -> sourceNames(column).stream().anyMatch(name::equalsIgnoreCase))
                    .findFirst());
  }

  private static String comment(Column column, String added) {
    List<String> names = sourceNames(column);
    if (names.isEmpty()) {
      names.add(column.name());
    }
    names.add(added);
    String rest = TAG.matcher(column.comment()).replaceAll("").strip();
    return (rest + " [source names " + Sql.names(names) + "]").strip();
  }

  /**
   * Drops a column with its values. Does nothing if the table is missing or has no such column.
   *
   * @throws DorisException if the server refuses, as for a column that is a key
   * @throws IOException if no frontend can be reached
   */
  public void drop(TableName table, String column) throws IOException, InterruptedException {
    Optional<Column> found = reader.find(table).flatMap(schema -> schema.column(column));
    if (found.isPresent()) {
      try {
        run(table, "DROP COLUMN " + Sql.name(found.get().name()));
      } catch (StatementRefusedException e) {
        requireGone(table, column, e);
      }
    }
  }

  /** A change that another writer made first is refused, and is done. */
  private void requireGone(TableName table, String column, StatementRefusedException refusal)
      throws IOException {
    if (reader.find(table).flatMap(schema -> schema.column(column)).isPresent()) {
      throw refusal;
    }
  }

  /** The names that a column has in its source, where they are more than one; else empty. */
  public static List<String> sourceNames(Column column) {
    List<String> names = new ArrayList<>();
    Matcher tag = TAG.matcher(column.comment());
    if (tag.find()) {
      Matcher name = NAME.matcher(tag.group(1));
      while (name.find()) {
        names.add(name.group(1).replace("``", "`"));
      }
    }
    return names;
  }

  private void run(TableName table, String change) throws IOException, InterruptedException {
    String statement = "ALTER TABLE " + Sql.name(table) + " " + change;
    Patience patience = new Patience(limit);
    while (true) {
      try {
        statements.execute(table.database(), statement);
        LOG.info("Changed {}: {}", table, statement);
        return;
      } catch (StatementRefusedException e) {
        if (e.reason() != Reason.TABLE_BUSY || !patience.pause()) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    statements.close();
  }
}
