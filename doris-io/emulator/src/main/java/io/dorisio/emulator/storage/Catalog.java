package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.TableSchema;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Databases and tables by name. */
public final class Catalog {
  private final Map<String, Map<String, TableSchema>> databases = new ConcurrentSkipListMap<>();
  private final Map<Long, TableSchema> byId = new ConcurrentHashMap<>();

  public boolean hasDatabase(String name) {
    return databases.containsKey(name);
  }

  /** The databases' names in order. */
  public Set<String> databases() {
    return databases.keySet();
  }

  /** The tables of a database by name. */
  public Collection<TableSchema> tables(String database) {
    return List.copyOf(databases.getOrDefault(database, Map.of()).values());
  }

  /** All tables, by database and name. */
  public List<TableSchema> tables() {
    return databases.values().stream()
        .flatMap(tables -> tables.values().stream())
        .sorted(Comparator.comparing(TableSchema::database).thenComparing(TableSchema::name))
        .toList();
  }

  /** The table, or null. */
  public TableSchema find(String database, String table) {
    return databases.getOrDefault(database, Map.of()).get(table);
  }

  /** The table as it is now, whatever it is called; null once it is dropped. */
  TableSchema find(long id) {
    return byId.get(id);
  }

  /** The table, or what a load is told of an unknown one (doris-protocol 3.4). */
  public TableSchema tableForLoad(String database, String table) throws DorisException {
    if (!hasDatabase(database)) {
      throw DorisException.notFound("unknown database, database=" + database);
    }
    TableSchema schema = find(database, table);
    if (schema == null) {
      throw DorisException.notFound("unknown table, tableName=" + table);
    }
    return schema;
  }

  void addDatabase(String name) {
    databases.putIfAbsent(name, new ConcurrentSkipListMap<>());
  }

  void removeDatabase(String name) {
    databases.remove(name).values().forEach(table -> byId.remove(table.id()));
  }

  /** Adds a table, or changes the one of the same id. */
  void put(TableSchema table) {
    TableSchema before = byId.put(table.id(), table);
    Map<String, TableSchema> tables = databases.get(table.database());
    if (before != null) {
      tables.remove(before.name());
    }
    tables.put(table.name(), table);
  }

  void remove(TableSchema table) {
    databases.get(table.database()).remove(table.name());
    byId.remove(table.id());
  }
}
