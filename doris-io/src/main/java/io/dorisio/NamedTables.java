package io.dorisio;

import io.dorisio.client.TableName;
import io.dorisio.schema.TableDefinition;
import io.dorisio.schema.TableSetup;
import io.dorisio.write.Destinations;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;

/** {@link DynamicDestinations} as the write path sees them. */
final class NamedTables<T> implements Destinations<T> {

  /** A function alone. */
  static final class ByFunction<T> extends DynamicDestinations<T> {
    private final SerializableFunction<T, String> table;

    ByFunction(SerializableFunction<T, String> table) {
      this.table = table;
    }

    @Override
    public String getTable(T element) {
      return table.apply(element);
    }
  }

  private final DynamicDestinations<T> destinations;
  private final TableSetup setup;

  /**
   * @param setup what is done to a table before its first row
   */
  NamedTables(DynamicDestinations<T> destinations, TableSetup setup) {
    this.destinations = destinations;
    this.setup = setup;
  }

  @Override
  public Object keyOf(T element) {
    return destinations.getTable(element);
  }

  @Override
  public TableName tableOf(Object key) {
    return TableName.parse((String) key);
  }

  @Override
  public Map<String, String> loadProperties(TableName table) {
    return destinations.getLoadProperties(table.toString());
  }

  @Override
  public TableSetup setup(TableName table) {
    TableDefinition definition = destinations.getTableDefinition(table.toString());
    return definition == null ? setup : setup.createIfNeeded(definition);
  }
}
