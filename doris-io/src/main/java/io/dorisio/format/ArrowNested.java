package io.dorisio.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.beam.sdk.values.Row;

/** Arrays, maps and rows as Arrow's lists, maps and structs. */
final class ArrowNested {

  private ArrowNested() {}

  static ArrowNode array(ArrowNode element) {
    return new ArrowNode(
        ArrowType.List.INSTANCE,
        List.of(element.nullable("$data$")),
        () -> new ListColumn(element.column().get(), value -> (Iterable<?>) value));
  }

  static ArrowNode map(ArrowNode key, ArrowNode mapped) {
    Field entries =
        new Field(
            "entries",
            FieldType.notNullable(ArrowType.Struct.INSTANCE),
            List.of(key.notNull("key"), mapped.nullable("value")));
    return new ArrowNode(
        new ArrowType.Map(false),
        List.of(entries),
        () ->
            new ListColumn(
                new EntryColumn(key.column().get(), mapped.column().get()),
                value -> ((Map<?, ?>) value).entrySet()));
  }

  static ArrowNode struct(List<String> names, List<ArrowNode> nodes) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      fields.add(nodes.get(i).nullable(names.get(i)));
    }
    return new ArrowNode(
        ArrowType.Struct.INSTANCE,
        List.copyOf(fields),
        () -> new StructColumn(nodes.stream().map(node -> node.column().get()).toList()));
  }

  private static final class ListColumn extends ArrowColumn {
    private final ArrowOffsets offsets = new ArrowOffsets();
    private final ArrowColumn items;
    private final Function<Object, Iterable<?>> itemsOf;

    ListColumn(ArrowColumn items, Function<Object, Iterable<?>> itemsOf) {
      this.items = items;
      this.itemsOf = itemsOf;
    }

    @Override
    int write(int index, Object value) {
      int end = offsets.start(index);
      int bytes = Integer.BYTES;
      if (value == null) {
        nulls.set(index);
      } else {
        for (Object item : itemsOf.apply(value)) {
          bytes += items.write(end, item);
          end++;
        }
        nulls.clear(index);
      }
      offsets.end(index, end);
      return bytes;
    }

    @Override
    void addTo(ArrowBatch batch, int count) {
      nulls.addTo(batch, count);
      offsets.addTo(batch, count);
      items.addTo(batch, offsets.start(count));
    }

    @Override
    void clear() {
      super.clear();
      items.clear();
    }
  }

  /** The entries of maps, none of them null. */
  private static final class EntryColumn extends ArrowColumn {
    private final ArrowColumn keys;
    private final ArrowColumn values;

    EntryColumn(ArrowColumn keys, ArrowColumn values) {
      this.keys = keys;
      this.values = values;
    }

    @Override
    int write(int index, Object value) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
      if (entry.getKey() == null) {
        throw new IllegalArgumentException("A map has a key that is null");
      }
      return keys.write(index, entry.getKey()) + values.write(index, entry.getValue());
    }

    @Override
    void addTo(ArrowBatch batch, int count) {
      nulls.addTo(batch, count);
      keys.addTo(batch, count);
      values.addTo(batch, count);
    }

    @Override
    void clear() {
      super.clear();
      keys.clear();
      values.clear();
    }
  }

  private static final class StructColumn extends ArrowColumn {
    private final List<ArrowColumn> columns;

    StructColumn(List<ArrowColumn> columns) {
      this.columns = columns;
    }

    @Override
    int write(int index, Object value) {
      Row row = (Row) value;
      // The columns inside have a place for each struct, also for one that is null.
      int bytes = 1;
      for (int i = 0; i < columns.size(); i++) {
        bytes += columns.get(i).write(index, row == null ? null : row.getValue(i));
      }
      if (row == null) {
        nulls.set(index);
      } else {
        nulls.clear(index);
      }
      return bytes;
    }

    @Override
    void addTo(ArrowBatch batch, int count) {
      nulls.addTo(batch, count);
      columns.forEach(column -> column.addTo(batch, count));
    }

    @Override
    void clear() {
      super.clear();
      columns.forEach(ArrowColumn::clear);
    }
  }
}
