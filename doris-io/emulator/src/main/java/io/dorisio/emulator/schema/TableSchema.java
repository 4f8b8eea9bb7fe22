package io.dorisio.emulator.schema;

import java.util.List;
import java.util.Map;

/** A table as declared. */
public record TableSchema(
    String database,
    String name,
    KeysModel model,
    List<Column> columns,
    Map<String, String> properties) {

  public List<Column> keyColumns() {
    return columns.stream().filter(Column::key).toList();
  }

  /** Position of the column of that name, or -1. */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }

  /** The aggregation word of a value column in the schema interface (doris-protocol 6). */
  public String valueAggregation() {
    boolean mergeOnRead =
        "false".equalsIgnoreCase(properties.get("enable_unique_key_merge_on_write"));
    return model == KeysModel.UNIQUE && mergeOnRead ? "REPLACE" : "NONE";
  }
}
