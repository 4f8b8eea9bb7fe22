package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.cdc.ChangeEvent.Ignored;
import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Rows as JSON objects. A message without a value deletes the row of its key, as a compacted topic
 * has it, if the key is an object too; otherwise it is ignored. The key's fields are the key
 * columns.
 */
final class RowJsonParser extends JsonEventParser {

  private static final long serialVersionUID = 1L;

  private final SourceTable table;

  RowJsonParser(ParserOptions options) {
    super(ChangeFormat.JSON, options);
    if (options.table() == null) {
      throw new IllegalArgumentException(
          "The format JSON needs the table of its rows: ParserOptions.withTable");
    }
    this.table = options.table();
  }

  @Override
  List<ChangeEvent> event(byte @Nullable [] key, byte[] value, RecordOffset offset) {
    JsonNode row = EventJson.object(value);
    return change(names(key), offset).upsert(columns(row), List.of());
  }

  @Override
  List<ChangeEvent> noValue(byte @Nullable [] key, RecordOffset offset) {
    return isObject(key)
        ? change(names(key), offset).delete(columns(EventJson.object(key)))
        : List.of(new Ignored(Ignored.Reason.TOMBSTONE));
  }

  private RowChange change(List<String> keys, RecordOffset offset) {
    return new RowChange(
        table, keys, Instant.EPOCH, SourcePosition.ofKafka(offset, 0), "", options.keys());
  }

  private List<Column> columns(JsonNode row) {
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      MySqlType type = options.types().of(table, field.getKey());
      columns.add(new Column(field.getKey(), TypedJson.value(field, type), type));
    }
    return columns;
  }

  private static List<String> names(byte @Nullable [] key) {
    List<String> names = new ArrayList<>();
    if (isObject(key)) {
      EventJson.object(key).fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  /** Keys of other kinds (a number, a text) are common, and say nothing of columns. */
  private static boolean isObject(byte @Nullable [] key) {
    return key != null && key.length > 0 && key[0] == '{';
  }
}
