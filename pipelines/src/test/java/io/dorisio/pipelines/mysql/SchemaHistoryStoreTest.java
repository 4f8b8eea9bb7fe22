package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.debezium.document.DocumentReader;
import io.debezium.relational.history.HistoryRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchemaHistoryStoreTest {
  private static final String A = "\\\"d\\\".\\\"a\\\"";
  private static final String B = "\\\"d\\\".\\\"b\\\"";

  @Test
  void onlyTheLastDefinitionOfATableIsKept() throws Exception {
    SchemaHistoryStore store = new SchemaHistoryStore();
    store.add(change(1, "CREATE", A, "one"));
    store.add(change(2, "CREATE", B, "other"));
    for (int i = 3; i < 100; i++) {
      store.add(change(i, "ALTER", A, "version " + i));
    }

    List<String> history = text(store.all());

    assertEquals(2, history.size());
    assertTrue(history.get(1).contains("version 99"), history.get(1));
  }

  @Test
  void droppedTableIsForgotten() throws Exception {
    SchemaHistoryStore store = new SchemaHistoryStore();
    store.add(change(1, "CREATE", A, "one"));
    store.add(change(2, "DROP", A, "one"));

    assertEquals(List.of(), text(store.all()));
  }

  @Test
  void statementsWithoutTablesAreKeptOnceWhereTheySetCharacterSets() throws Exception {
    SchemaHistoryStore store = new SchemaHistoryStore();
    store.add(statement(1, "SET character_set_server=latin1"));
    store.addStatement(statement(2, "CREATE DATABASE `d` CHARSET latin1"));
    store.addStatement(statement(3, "DROP DATABASE IF EXISTS `d`"));
    store.add(statement(4, "SET character_set_server=utf8mb4"));
    store.add(statement(5, "GRANT ALL ON *.* TO x"));

    List<String> history = text(store.all());

    assertEquals(2, history.size(), history::toString);
    assertTrue(history.get(0).contains("CREATE DATABASE"), history.get(0));
    assertTrue(history.get(1).contains("utf8mb4"), history.get(1));
  }

  @Test
  void changeThatIsReadAgainIsNotThereTwice() throws Exception {
    SchemaHistoryStore store = new SchemaHistoryStore();
    store.add(change(1, "CREATE", A, "one"));
    store.add(change(1, "CREATE", A, "one"));

    assertEquals(1, store.records().size());
  }

  @Test
  void historyComesBackAsItWas() throws Exception {
    SchemaHistoryStore store = new SchemaHistoryStore();
    store.add(change(1, "CREATE", A, "é 😀 ' \\\\ \\n"));
    SchemaHistoryStore restored = new SchemaHistoryStore();

    restored.restore(store.all());

    assertEquals(text(store.all()), text(restored.all()));
  }

  private static HistoryRecord change(int position, String type, String table, String comment)
      throws IOException {
    return record(
        String.format(
            "{\"source\":{\"server\":\"s\"},\"position\":{\"file\":\"b.1\",\"pos\":%d},"
                + "\"ddl\":\"\",\"tableChanges\":[{\"type\":\"%s\",\"id\":\"%s\","
                + "\"table\":{\"comment\":\"%s\"}}]}",
            position, type, table, comment));
  }

  private static HistoryRecord statement(int position, String ddl) {
    return new HistoryRecord(
        Map.of("server", "s"), Map.of("pos", position), "d", null, ddl, null, null);
  }

  private static HistoryRecord record(String json) throws IOException {
    return new HistoryRecord(DocumentReader.defaultReader().read(json));
  }

  private static List<String> text(List<byte[]> history) {
    return history.stream()
        .map(entry -> new String(entry, StandardCharsets.UTF_8))
        .collect(Collectors.toList());
  }
}
