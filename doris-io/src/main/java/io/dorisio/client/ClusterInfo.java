package io.dorisio.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a cluster tells of itself and its tables. Each question can be refused, which throws {@link
 * DorisException}; another {@link IOException} means that no frontend could be reached.
 */
public final class ClusterInfo implements AutoCloseable {

  private final HttpRequests requests;
  private final FrontendClient frontends;

  public ClusterInfo(DorisConnection connection) {
    this.requests = new HttpRequests(connection);
    this.frontends = new FrontendClient(connection, requests);
  }

  /**
   * The frontend's version, such as {@code doris-2.1.7-rc03-443e87e203}. Servers that give it to
   * members of the cluster alone (Doris: {@code BootstrapFinishAction.java}) are asked in SQL.
   */
  public Optional<String> version(String database) throws IOException {
    String version = frontends.data("/api/bootstrap").path("version").asText("");
    if (!version.isEmpty()) {
      return Optional.of(version);
    }
    String variable = "version_comment";
    return frontends.show(database, "SHOW VARIABLES LIKE '" + variable + "'").stream()
        .filter(row -> variable.equals(row.get("Variable_name")))
        .map(row -> row.get("Value"))
        .findFirst();
  }

  /** A number in the frontend's configuration; needs the ADMIN privilege. */
  public OptionalLong setting(String database, String name) throws IOException {
    for (Map<String, String> row :
        frontends.show(database, "SHOW FRONTEND CONFIG LIKE '" + name + "'")) {
      if (name.equals(row.get("Key"))) {
        try {
          return OptionalLong.of(Long.parseLong(row.get("Value")));
        } catch (NumberFormatException e) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }

  /** What the table does with rows of equal keys; needs the SELECT privilege. */
  public KeysModel keysModel(TableName table) throws IOException {
    String path =
        "/api/"
            + StreamLoadRequest.encode(table.database())
            + "/"
            + StreamLoadRequest.encode(table.table())
            + "/_schema";
    JsonNode data = frontends.data(path);
    // A missing privilege stands in the data of a success (TableSchemaAction.java).
    if (data.has("exception")) {
      throw new DorisException(
          "GET " + path + " was refused: " + Replies.shorten(data.path("exception").asText()));
    }
    return KeysModel.parse(data.path("keysType").asText());
  }

  /** Whether the table has a sequence column, which its schema hides. */
  public boolean hasSequenceColumn(TableName table) throws IOException {
    List<Map<String, String>> rows =
        frontends.show(
            table.database(),
            "SHOW CREATE TABLE " + quoted(table.database()) + "." + quoted(table.table()));
    return rows.stream()
        .flatMap(row -> row.values().stream())
        .anyMatch(ddl -> ddl.contains("function_column.sequence_"));
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  @Override
  public void close() {
    requests.close();
  }
}
