package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.TableSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Databases and tables by name. */
public final class Catalog {
  private final Map<String, Map<String, TableSchema>> databases = new ConcurrentHashMap<>();

  public boolean hasDatabase(String name) {
    return databases.containsKey(name);
  }

  /** The names of all databases, in order. */
  public List<String> databaseNames() {
    return databases.keySet().stream().sorted().toList();
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
    databases.putIfAbsent(name, new ConcurrentHashMap<>());
  }

  void removeDatabase(String name) {
    databases.remove(name);
  }

  void add(TableSchema table) {
    databases.get(table.database()).put(table.name(), table);
  }

  void remove(String database, String table) {
    databases.get(database).remove(table);
  }
}
