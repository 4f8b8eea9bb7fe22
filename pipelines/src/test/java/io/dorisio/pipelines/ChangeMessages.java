package io.dorisio.pipelines;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dorisio.pipelines.EmployeeHistory.Change;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Changes of employees as the tools write them, by their documentation. */
enum ChangeMessages {
  /** With the schema in each message. */
  DEBEZIUM_WITH_SCHEMA {
    @Override
    List<Message> of(Change change, int n) {
      return debezium(change, n, true);
    }
  },
  DEBEZIUM {
    @Override
    List<Message> of(Change change, int n) {
      return debezium(change, n, false);
    }
  },
  CANAL {
    @Override
    List<Message> of(Change change, int n) {
      ObjectNode message = JSON.createObjectNode();
      Map<String, String> row = change.after() == null ? change.before() : change.after();
      message.putArray("data").add(canalRow(row));
      message.put("database", change.shard().database());
      message.put("es", 1_700_000_000_000L + n).put("id", n).put("isDdl", false);
      ObjectNode types = message.putObject("mysqlType");
      types.put("emp_no", "int").put("birth_date", "date").put("hire_date", "date");
      types.put("first_name", "varchar(14)").put("last_name", "varchar(16)");
      types.put("gender", "enum('M','F')").put("phone", "varchar(20)");
      if (change.before() != null && change.after() != null) {
        ObjectNode old = JSON.createObjectNode();
        ObjectNode before = canalRow(change.before());
        change
            .after()
            .forEach(
                (column, value) -> {
                  if (!Objects.equals(change.before().get(column), value)) {
                    old.set(column, before.get(column));
                  }
                });
        message.putArray("old").add(old);
      } else {
        message.putNull("old");
      }
      message.putArray("pkNames").add("emp_no");
      message.put("sql", "").put("table", change.shard().table()).put("ts", 1_700_000_000_000L);
      message.put("type", type(change).toUpperCase(Locale.ROOT));
      return List.of(new Message(null, message.toString()));
    }
  },
  MAXWELL {
    @Override
    List<Message> of(Change change, int n) {
      ObjectNode message = JSON.createObjectNode();
      message.put("database", change.shard().database()).put("table", change.shard().table());
      message.put("type", change.snapshot() ? "bootstrap-insert" : type(change));
      message.put("ts", 1_700_000_000L).put("xid", n).put("commit", true);
      message.put("position", "mysql-bin.000003:" + (1_000 + 100 * n));
      message.putArray("primary_key_columns").add("emp_no");
      message.set("data", maxwellRow(change.after() == null ? change.before() : change.after()));
      if (change.before() != null && change.after() != null) {
        ObjectNode old = maxwellRow(change.before());
        ObjectNode now = maxwellRow(change.after());
        now.fieldNames()
            .forEachRemaining(
                column -> {
                  if (Objects.equals(old.get(column), now.get(column))) {
                    old.remove(column);
                  }
                });
        message.set("old", old);
      }
      return List.of(new Message(null, message.toString()));
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A message of Kafka.
   *
   * @param key null if it has none
   * @param value null for a tombstone
   */
  record Message(String key, String value) {}

  /** The messages of the n-th change. */
  abstract List<Message> of(Change change, int n);

  /** The job's format. */
  String option() {
    return switch (this) {
      case DEBEZIUM, DEBEZIUM_WITH_SCHEMA -> "debezium-json";
      case CANAL -> "canal-json";
      case MAXWELL -> "maxwell-json";
    };
  }

  private static String type(Change change) {
    return change.before() == null ? "insert" : change.after() == null ? "delete" : "update";
  }

  /** All values are text, and an ENUM of the binlog is its number. */
  private static ObjectNode canalRow(Map<String, String> row) {
    ObjectNode json = JSON.createObjectNode();
    row.forEach(json::put);
    return json.put("gender", row.get("gender").equals("M") ? "1" : "2");
  }

  private static ObjectNode maxwellRow(Map<String, String> row) {
    ObjectNode json = JSON.createObjectNode();
    row.forEach(json::put);
    return json.put("emp_no", Integer.parseInt(row.get("emp_no")));
  }

  private static ObjectNode debeziumRow(Map<String, String> row) {
    ObjectNode json = maxwellRow(row);
    for (String date : List.of("birth_date", "hire_date")) {
      json.put(date, (int) LocalDate.parse(row.get(date)).toEpochDay());
    }
    return json;
  }

  /** An update of the primary key is a deletion with a tombstone, and an insert. */
  private static List<Message> debezium(Change change, int n, boolean schema) {
    List<Message> messages = new ArrayList<>();
    Map<String, String> before = change.before();
    Map<String, String> after = change.after();
    boolean moves =
        before != null && after != null && !before.get("emp_no").equals(after.get("emp_no"));
    if (moves || after == null) {
      messages.add(debezium(change, before, null, n, 0, schema));
      messages.add(new Message(messages.get(0).key(), null));
    }
    if (after != null) {
      messages.add(debezium(change, moves ? null : before, after, n, 1, schema));
    }
    return messages;
  }

  private static Message debezium(
      Change change,
      Map<String, String> before,
      Map<String, String> after,
      int n,
      int row,
      boolean schema) {
    Map<String, String> known = after == null ? before : after;
    ObjectNode payload = JSON.createObjectNode();
    payload.set("before", before == null ? null : debeziumRow(before));
    payload.set("after", after == null ? null : debeziumRow(after));
    ObjectNode source = payload.putObject("source");
    source.put("connector", "mysql").put("name", "emp").put("ts_ms", 1_700_000_000_000L);
    source.put("snapshot", change.snapshot() ? "true" : "false");
    source.put("db", change.shard().database()).put("table", change.shard().table());
    source.put("file", "mysql-bin.000003").put("pos", change.snapshot() ? 500 : 1_000 + 100 * n);
    source.put("row", row);
    payload.put("op", op(change, before, after)).put("ts_ms", 1_700_000_000_001L);
    ObjectNode key = JSON.createObjectNode().put("emp_no", Integer.parseInt(known.get("emp_no")));
    if (!schema) {
      return new Message(key.toString(), payload.toString());
    }
    ObjectNode message = JSON.createObjectNode();
    ArrayNode fields = message.putObject("schema").put("type", "struct").putArray("fields");
    fields.add(rowSchema(known).put("field", "before"));
    fields.add(rowSchema(known).put("field", "after"));
    message.set("payload", payload);
    ObjectNode keyMessage = JSON.createObjectNode();
    ObjectNode keySchema = keyMessage.putObject("schema").put("type", "struct");
    keySchema.putArray("fields").add(field("emp_no", "int32"));
    keyMessage.set("payload", key);
    return new Message(keyMessage.toString(), message.toString());
  }

  private static String op(Change change, Map<String, String> before, Map<String, String> after) {
    if (change.snapshot()) {
      return "r";
    }
    return before == null ? "c" : after == null ? "d" : "u";
  }

  private static ObjectNode rowSchema(Map<String, String> row) {
    ObjectNode struct = JSON.createObjectNode().put("type", "struct").put("optional", true);
    ArrayNode fields = struct.putArray("fields");
    for (String column : row.keySet()) {
      if (column.equals("emp_no")) {
        fields.add(field(column, "int32"));
      } else if (column.endsWith("_date")) {
        fields.add(field(column, "int32").put("name", "io.debezium.time.Date").put("version", 1));
      } else {
        fields.add(field(column, "string").put("optional", true));
      }
    }
    return struct;
  }

  private static ObjectNode field(String name, String type) {
    return JSON.createObjectNode().put("type", type).put("optional", false).put("field", name);
  }
}
