package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What JsonConverter writes: the payload alone, or with its schema beside it ({@code
 * schemas.enable}).
 *
 * @param schema missing if there is none
 */
record ConnectMessage(JsonNode schema, JsonNode payload) {

  static ConnectMessage of(JsonNode tree) {
    boolean enveloped =
        tree.has("payload")
            && tree.has("schema")
            && tree.size() == 2
            && (tree.get("schema").isNull() || tree.get("schema").has("type"));
    return enveloped
        ? new ConnectMessage(tree.get("schema"), tree.get("payload"))
        : new ConnectMessage(MissingNode.getInstance(), tree);
  }

  /** This message's field of this name. */
  ConnectMessage field(String name) {
    return new ConnectMessage(schemaOf(name), payload.path(name));
  }

  /** The payload as a row. */
  List<Column> columns(SourceTable table, ParserOptions options) {
    if (!payload.isObject()) {
      throw new IllegalArgumentException("a row of it is no object");
    }
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : payload.properties()) {
      String name = field.getKey();
      MySqlType known = options.types().of(table, name);
      try {
        JsonNode schemaOf = schemaOf(name);
        ConnectType type =
            schemaOf.isObject() ? ConnectType.of(schemaOf, known) : ConnectType.of(known, options);
        columns.add(
            new Column(name, ConnectValue.read(field.getValue(), type, options), type.column()));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("its column \"" + name + "\": " + e.getMessage(), e);
      }
    }
    return columns;
  }

  private JsonNode schemaOf(String name) {
    for (JsonNode field : schema.path("fields")) {
      if (name.equals(field.path("field").textValue())) {
        return field;
      }
    }
    return MissingNode.getInstance();
  }
}
