package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dorisio.cdc.mysql.SourceTable;
import java.util.HashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A schema as JsonConverter writes it beside a payload. It keeps what was once found in it. */
final class ConnectSchema {

  /** Of messages without one. */
  static final ConnectSchema NONE = new ConnectSchema(MissingNode.getInstance());

  private final JsonNode tree;
  private final Map<String, ConnectSchema> fields = new HashMap<>();
  private final Map<String, ConnectType> types = new HashMap<>();
  private @Nullable SourceTable typesOf;

  ConnectSchema(JsonNode tree) {
    this.tree = tree;
  }

  /** The schema of a field; {@link #NONE} if it has none. */
  ConnectSchema field(String name) {
    ConnectSchema known = fields.get(name);
    if (known != null) {
      return known;
    }
    for (JsonNode field : tree.path("fields")) {
      if (name.equals(field.path("field").textValue())) {
        ConnectSchema found = new ConnectSchema(field);
        fields.put(name, found);
        return found;
      }
    }
    return NONE;
  }

  /** How the values of a column are represented, where this is the schema of the table's rows. */
  ConnectType type(SourceTable table, String column, ParserOptions options) {
    if (!table.equals(typesOf)) {
      types.clear();
      typesOf = table;
    }
    ConnectType known = types.get(column);
    if (known != null) {
      return known;
    }
    ConnectSchema field = field(column);
    if (!field.tree.isObject()) {
      return ConnectType.of(options.types().of(table, column), options);
    }
    ConnectType found = ConnectType.of(field.tree, options.types().of(table, column));
    types.put(column, found);
    return found;
  }
}
