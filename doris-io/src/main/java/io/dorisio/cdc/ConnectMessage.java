package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A payload, and the schema beside it if there is one. */
record ConnectMessage(ConnectSchema schema, JsonNode payload) {

  /** This message's field of this name. */
  ConnectMessage field(String name) {
    return new ConnectMessage(schema.field(name), payload.path(name));
  }

  /** The payload as a row. */
  List<Column> columns(SourceTable table, ParserOptions options) {
    if (!payload.isObject()) {
      throw new IllegalArgumentException("a row of it is no object");
    }
    List<Column> columns = new ArrayList<>(payload.size());
    for (Map.Entry<String, JsonNode> field : payload.properties()) {
      String name = field.getKey();
      try {
        ConnectType type = schema.type(table, name, options);
        columns.add(
            new Column(name, ConnectValue.read(field.getValue(), type, options), type.column()));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("its column \"" + name + "\": " + e.getMessage(), e);
      }
    }
    return columns;
  }
}
