package io.dorisio.pipelines.mysql;

import io.debezium.document.Array;
import io.debezium.document.Document;
import io.debezium.document.DocumentReader;
import io.debezium.document.DocumentWriter;
import io.debezium.document.Value;
import io.debezium.relational.history.HistoryRecord;
import io.debezium.relational.history.HistoryRecordComparator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debezium's schema history of one reader, in memory: the definition of each table at the place of
 * the last checkpoint, and the changes since. It is as large as the definitions of the tables, not
 * as their history.
 *
 * <p>Debezium records a change of the schema when it meets it, which is ahead of what has been
 * emitted. A checkpoint gets only what lies at or before its place: the rest is recorded again when
 * the binlog is read again.
 */
final class SchemaHistoryStore {
  private static final Pattern DATABASE_STATEMENT =
      Pattern.compile("\\s*(CREATE|ALTER)\\s+(DATABASE|SCHEMA)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern SET_STATEMENT =
      Pattern.compile("\\s*SET\\s", Pattern.CASE_INSENSITIVE);

  private final Map<String, byte[]> definitions = new LinkedHashMap<>();
  private final List<HistoryRecord> recent = new ArrayList<>();
  private HistoryRecordComparator comparator = HistoryRecordComparator.INSTANCE;

  /** Forgets everything, and begins with what {@link #upTo} gave. */
  synchronized void restore(List<byte[]> history) {
    definitions.clear();
    recent.clear();
    for (byte[] entry : history) {
      recent.add(new HistoryRecord(read(entry)));
    }
    foldWhere(anyRecord -> true);
  }

  synchronized void compareWith(HistoryRecordComparator comparator) {
    this.comparator = comparator;
  }

  synchronized boolean isEmpty() {
    return definitions.isEmpty() && recent.isEmpty();
  }

  /** A change that is read again takes the place of its earlier record. */
  synchronized void add(HistoryRecord record) {
    recent.removeIf(earlier -> sameChange(earlier.document(), record.document()));
    recent.add(record);
  }

  /**
   * Keeps a statement that creates or alters a database; Debezium keeps none without a table when
   * it keeps those of our tables only, though the character set of a database is that of its tables
   * to come.
   */
  void addStatement(HistoryRecord record) {
    String ddl = record.document().getString(HistoryRecord.Fields.DDL_STATEMENTS);
    if (DATABASE_STATEMENT.matcher(ddl).lookingAt()) {
      add(record);
    }
  }

  synchronized List<HistoryRecord> records() {
    List<HistoryRecord> all = new ArrayList<>();
    for (byte[] entry : definitions.values()) {
      all.add(new HistoryRecord(read(entry)));
    }
    all.addAll(recent);
    return all;
  }

  /** What has been recorded so far, whatever its place: the whole of a snapshot's schemas. */
  synchronized List<byte[]> all() {
    foldWhere(anyRecord -> true);
    return List.copyOf(definitions.values());
  }

  /** What holds at an offset of Debezium's. What is later stays in the store only. */
  synchronized List<byte[]> upTo(Map<String, ?> offset) {
    foldWhere(record -> comparator.isAtOrBefore(record, place(record, offset)));
    return List.copyOf(definitions.values());
  }

  /** Records are compared with those of the same source only, and a store has only one. */
  private static HistoryRecord place(HistoryRecord record, Map<String, ?> offset) {
    Document place = new HistoryRecord(Map.of(), offset, null, null, null, null, null).document();
    place.set(HistoryRecord.Fields.SOURCE, record.document().get(HistoryRecord.Fields.SOURCE));
    return new HistoryRecord(place);
  }

  private interface Choice {
    boolean takes(HistoryRecord record);
  }

  private void foldWhere(Choice choice) {
    for (Iterator<HistoryRecord> records = recent.iterator(); records.hasNext(); ) {
      HistoryRecord record = records.next();
      if (choice.takes(record)) {
        fold(record.document());
        records.remove();
      }
    }
  }

  private void fold(Document record) {
    Array changes = record.getArray(HistoryRecord.Fields.TABLE_CHANGES);
    if (changes == null || changes.isEmpty()) {
      foldStatement(record);
      return;
    }
    for (Array.Entry entry : changes) {
      Document change = entry.getValue().asDocument();
      String table = change.getString("id");
      if (change.has("previousId")) {
        definitions.remove("table " + change.getString("previousId"));
      }
      definitions.remove("table " + table);
      if (!"DROP".equals(change.getString("type"))) {
        definitions.put("table " + table, write(definition(record, change)));
      }
    }
  }

  /** Only character sets matter for tables yet to come; the last such statement holds. */
  private void foldStatement(Document record) {
    String ddl = record.getString(HistoryRecord.Fields.DDL_STATEMENTS);
    if (ddl == null) {
      return;
    }
    Matcher ofDatabase = DATABASE_STATEMENT.matcher(ddl);
    if (ofDatabase.lookingAt()) {
      String verb = ofDatabase.group(1).toUpperCase(Locale.ROOT);
      replace(verb + " " + record.getString(HistoryRecord.Fields.DATABASE_NAME), record);
    } else if (SET_STATEMENT.matcher(ddl).lookingAt()) {
      replace("SET", record);
    }
  }

  private void replace(String key, Document record) {
    definitions.remove(key);
    definitions.put(key, write(record));
  }

  private static Document definition(Document record, Document change) {
    Document created = Document.create();
    created.setString("type", "CREATE");
    created.setString("id", change.getString("id"));
    created.set("table", change.get("table"));
    if (change.has("comment")) {
      created.set("comment", change.get("comment"));
    }
    Document definition = Document.create();
    for (String field :
        List.of(
            HistoryRecord.Fields.SOURCE,
            HistoryRecord.Fields.POSITION,
            HistoryRecord.Fields.DATABASE_NAME,
            HistoryRecord.Fields.TIMESTAMP)) {
      if (record.has(field)) {
        definition.set(field, record.get(field));
      }
    }
    definition.setArray(HistoryRecord.Fields.TABLE_CHANGES, Array.create(Value.create(created)));
    return definition;
  }

  private static boolean sameChange(Document one, Document other) {
    return Objects.equals(
            one.get(HistoryRecord.Fields.POSITION), other.get(HistoryRecord.Fields.POSITION))
        && Objects.equals(
            one.get(HistoryRecord.Fields.DDL_STATEMENTS),
            other.get(HistoryRecord.Fields.DDL_STATEMENTS))
        && Objects.equals(
            one.get(HistoryRecord.Fields.TABLE_CHANGES),
            other.get(HistoryRecord.Fields.TABLE_CHANGES));
  }

  private static byte[] write(Document document) {
    return DocumentWriter.defaultWriter().writeAsBytes(document);
  }

  private static Document read(byte[] entry) {
    try {
      return DocumentReader.defaultReader().read(entry);
    } catch (IOException e) {
      throw new UncheckedIOException("A schema in the checkpoint is not JSON", e);
    }
  }
}
