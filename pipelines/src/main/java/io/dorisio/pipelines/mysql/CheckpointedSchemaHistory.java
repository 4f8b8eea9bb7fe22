package io.dorisio.pipelines.mysql;

import io.debezium.config.Configuration;
import io.debezium.relational.history.AbstractSchemaHistory;
import io.debezium.relational.history.HistoryRecord;
import io.debezium.relational.history.HistoryRecordComparator;
import io.debezium.relational.history.SchemaHistoryListener;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Gives Debezium the history of its reader. Debezium makes the object itself and can hand it text
 * only, so the store is found by an id.
 */
public final class CheckpointedSchemaHistory extends AbstractSchemaHistory {
  static final String ID = CONFIGURATION_FIELD_PREFIX_STRING + "store.id";

  /** One entry for each open reader of this JVM; a reader removes its own when it closes. */
  private static final Map<String, SchemaHistoryStore> STORES = new ConcurrentHashMap<>();

  private SchemaHistoryStore store;

  static String register(String server, SchemaHistoryStore store) {
    String id = server + "/" + UUID.randomUUID();
    STORES.put(id, store);
    return id;
  }

  static void unregister(String id) {
    STORES.remove(id);
  }

  /** The ids of the open readers of the server of that name. */
  static Set<String> registered(String server) {
    return STORES.keySet().stream()
        .filter(id -> id.startsWith(server + "/"))
        .collect(Collectors.toSet());
  }

  @Override
  public void configure(
      Configuration config,
      HistoryRecordComparator comparator,
      SchemaHistoryListener listener,
      boolean useCatalogBeforeSchema) {
    super.configure(config, comparator, listener, useCatalogBeforeSchema);
    store = STORES.get(config.getString(ID));
    if (store == null) {
      throw new IllegalStateException("The reader of this schema history has been closed.");
    }
    if (comparator != null) {
      store.compareWith(comparator);
    }
  }

  @Override
  protected void storeRecord(HistoryRecord record) {
    store.add(record);
  }

  @Override
  protected void recoverRecords(Consumer<HistoryRecord> records) {
    store.records().forEach(records);
  }

  @Override
  public boolean exists() {
    return !store.isEmpty();
  }

  @Override
  public boolean storageExists() {
    return true;
  }
}
