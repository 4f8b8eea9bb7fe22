package io.dorisio.schema;

import io.dorisio.client.TableName;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names and texts as Doris reads them (Doris: {@code DorisLexer.g4}). */
final class Sql {

  private Sql() {}

  static String name(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  static String names(Collection<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  static String name(TableName table) {
    return name(table.database()) + "." + name(table.table());
  }

  /** What {@link #text} made of a text. */
  static String textOf(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      if (quoted.charAt(i) == '\\') {
        i++;
      }
      text.append(quoted.charAt(i));
    }
    return text.toString();
  }

  static String text(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
