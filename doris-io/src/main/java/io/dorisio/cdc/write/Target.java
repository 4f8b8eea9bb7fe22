package io.dorisio.cdc.write;

import io.dorisio.client.KeysModel;
import io.dorisio.client.TableName;
import io.dorisio.schema.Column;
import io.dorisio.schema.ColumnChanges;
import io.dorisio.schema.DorisType;
import io.dorisio.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A Doris table as a worker knows it, and where the columns of the source are in it. */
final class Target {

  private final TableName table;
  private final TableSchema schema;
  private final long readNanos;
  private final Map<String, Integer> places = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Integer> otherPlaces = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> keys = new ArrayList<>();

  /**
   * Of a table.
   *
   * @param readNanos when it was read, by {@link System#nanoTime}
   */
  Target(TableName table, TableSchema schema, long readNanos) {
    this.table = table;
    this.schema = schema;
    this.readNanos = readNanos;
    List<Column> columns = schema.columns();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      places.put(column.name(), i);
      for (String name : ColumnChanges.sourceNames(column)) {
        otherPlaces.put(name, i);
      }
      if (column.key()) {
        keys.add(column.name());
      }
    }
  }

  TableName table() {
    return table;
  }

  long readNanos() {
    return readNanos;
  }

  boolean isUnique() {
    return schema.keysModel() == KeysModel.UNIQUE;
  }

  List<Column> columns() {
    return schema.columns();
  }

  /** Names of the key columns. */
  List<String> keys() {
    return keys;
  }

  /**
   * The places of the columns that the source calls so; -1 where there is none. Of several names of
   * a column, that in Doris goes first, and each row may use one: a column that was added under the
   * name which another had before is a column of its own.
   */
  int[] places(List<String> sourceColumns) {
    int[] found = new int[sourceColumns.size()];
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < found.length; i++) {
      Integer place = places.get(sourceColumns.get(i));
      found[i] = place == null ? -1 : place;
      taken.add(found[i]);
    }
    for (int i = 0; i < found.length; i++) {
      Integer other = otherPlaces.get(sourceColumns.get(i));
      if (found[i] < 0 && other != null && taken.add(other)) {
        found[i] = other;
      }
    }
    return found;
  }

  /** The place of the column that orders the rows of a key; empty if there is none to fill. */
  OptionalInt sequencePlace() {
    Integer place = schema.hasSequenceColumn() ? places.get(schema.sequenceColumn()) : null;
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** The type of the hidden column that orders the rows of a key; null if there is none. */
  @Nullable DorisType hiddenSequenceType() {
    return schema.hiddenSequenceType();
  }

  /**
   * Whether a row without a value for it may as well have {@link #filling}: then all rows have the
   * same columns, and share loads.
   */
  boolean isFilled(int place) {
    Column column = schema.columns().get(place);
    boolean known = column.defaultConstant() != null || (column.nullable() && !column.hasDefault());
    return known && !column.filledByServer();
  }

  /** What the server would put where a row brings nothing. */
  @Nullable String filling(int place) {
    return schema.columns().get(place).defaultConstant();
  }
}
