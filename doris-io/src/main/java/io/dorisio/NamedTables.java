package io.dorisio;

import io.dorisio.client.TableName;
import io.dorisio.write.Destinations;
import java.util.HashMap;
import java.util.Map;

/** {@link DynamicDestinations} as the write path sees them. */
final class NamedTables<T> implements Destinations<T> {

  private static final int KEPT_NAMES = 10_000;

  private final DynamicDestinations<T> destinations;
  private transient Map<String, TableName> names;

  NamedTables(DynamicDestinations<T> destinations) {
    this.destinations = destinations;
  }

  @Override
  public TableName tableOf(T element) {
    if (names == null) {
      names = new HashMap<>();
    }
    String text = destinations.getTable(element);
    TableName name = names.get(text);
    if (name == null) {
      name = TableName.parse(text);
      if (names.size() >= KEPT_NAMES) {
        names.clear();
      }
      names.put(text, name);
    }
    return name;
  }

  @Override
  public Map<String, String> loadProperties(TableName table) {
    return destinations.getLoadProperties(table.toString());
  }
}
