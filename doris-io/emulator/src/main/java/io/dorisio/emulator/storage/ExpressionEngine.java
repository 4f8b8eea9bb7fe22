package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.parse.ColumnExpressions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Computes a load's derived columns in a table that only its connection sees. */
final class ExpressionEngine {
  private static final String BATCH = "batch_of_load";

  private final DuckDatabase database;

  ExpressionEngine(DuckDatabase database) {
    this.database = database;
  }

  ColumnExpressions prepare(List<ColumnExpressions.TypedInput> inputs, List<String> results)
      throws DorisException, IOException {
    try {
      DuckDBConnection connection = database.connect();
      try {
        return new Prepared(connection, inputs, results);
      } catch (SQLException e) {
        connection.close();
        throw DorisException.analysis(e.getMessage());
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static final class Prepared implements ColumnExpressions {
    private final DuckDBConnection connection;
    private final Statement statement;
    private final String query;
    private final int inputs;
    private final int results;

    Prepared(DuckDBConnection connection, List<TypedInput> inputs, List<String> results)
        throws SQLException {
      this.connection = connection;
      this.statement = connection.createStatement();
      this.inputs = inputs.size();
      this.results = results.size();
      List<String> columns = new ArrayList<>();
      List<String> typed = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        columns.add("r" + i + " VARCHAR");
        typed.add(
            "TRY_CAST(r" + i + " AS " + inputs.get(i).type() + ") AS " + inputs.get(i).name());
      }
      List<String> texts = results.stream().map(Prepared::text).toList();
      this.query =
          "SELECT "
              + String.join(", ", texts)
              + (" FROM (SELECT place, " + String.join(", ", typed) + " FROM " + BATCH + ")")
              + " ORDER BY place";
      columns.add("place INTEGER");
      statement.execute("CREATE TEMP TABLE " + BATCH + "(" + String.join(", ", columns) + ")");
      // Whatever does not fit is found before the body is asked for.
      statement.executeQuery(query).close();
    }

    /** As the backend casts to text: booleans are 1 and 0. */
    private static String text(String sql) {
      String cast = "CAST(" + sql + " AS VARCHAR)";
      return "CASE WHEN typeof("
          + sql
          + ") = 'BOOLEAN' THEN (CASE "
          + cast
          + " WHEN 'true' THEN '1' WHEN 'false' THEN '0' END) ELSE "
          + cast
          + " END";
    }

    @Override
    public List<byte[][]> compute(List<byte[][]> rows) throws IOException {
      try {
        statement.execute("DELETE FROM " + BATCH);
        try (DuckDBAppender appender = connection.createAppender("temp", "main", BATCH)) {
          for (int place = 0; place < rows.size(); place++) {
            appender.beginRow();
            for (int i = 0; i < inputs; i++) {
              byte[] text = rows.get(place)[i];
              if (text == null) {
                appender.appendNull();
              } else {
                appender.append(text);
              }
            }
            appender.append(place);
            appender.endRow();
          }
        }
        List<byte[][]> computed = new ArrayList<>(rows.size());
        try (ResultSet result = statement.executeQuery(query)) {
          while (result.next()) {
            byte[][] row = new byte[results][];
            for (int i = 0; i < results; i++) {
              String text = result.getString(i + 1);
              row[i] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            }
            computed.add(row);
          }
        }
        return computed;
      } catch (SQLException e) {
        throw new IOException("the derived columns could not be computed: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() throws IOException {
      try (connection;
          statement) {
        statement.execute("DROP TABLE " + BATCH);
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
  }
}
