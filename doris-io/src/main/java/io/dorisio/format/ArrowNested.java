package io.dorisio.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.beam.sdk.values.Row;

/** Arrays, maps and rows as Arrow's lists, maps and structs. */
final class ArrowNested {

  private ArrowNested() {}

  static ArrowNode array(ArrowNode element) {
    Field item = element.nullable(ListVector.DATA_VECTOR_NAME);
    return new ArrowNode(
        ArrowType.List.INSTANCE,
        List.of(item),
        v -> {
          ListVector list = (ListVector) v;
          ArrowColumn items = element.column().apply(list.getDataVector());
          return (index, value) -> {
            if (value == null) {
              list.setNull(index);
              return Integer.BYTES;
            }
            int at = list.startNewValue(index);
            int count = 0;
            int bytes = Integer.BYTES;
            for (Object one : (Iterable<?>) value) {
              bytes += items.write(at + count, one);
              count++;
            }
            list.endValue(index, count);
            return bytes;
          };
        });
  }

  static ArrowNode map(ArrowNode key, ArrowNode mapped) {
    Field entries =
        new Field(
            MapVector.DATA_VECTOR_NAME,
            FieldType.notNullable(ArrowType.Struct.INSTANCE),
            List.of(key.notNull(MapVector.KEY_NAME), mapped.nullable(MapVector.VALUE_NAME)));
    return new ArrowNode(
        new ArrowType.Map(false),
        List.of(entries),
        v -> {
          MapVector map = (MapVector) v;
          StructVector pairs = (StructVector) map.getDataVector();
          ArrowColumn keys = key.column().apply(child(pairs, 0));
          ArrowColumn values = mapped.column().apply(child(pairs, 1));
          return (index, value) -> {
            if (value == null) {
              map.setNull(index);
              return Integer.BYTES;
            }
            int at = map.startNewValue(index);
            int count = 0;
            int bytes = Integer.BYTES;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
              if (entry.getKey() == null) {
                throw new IllegalArgumentException("A map has a key that is null");
              }
              pairs.setIndexDefined(at + count);
              bytes += keys.write(at + count, entry.getKey());
              bytes += values.write(at + count, entry.getValue());
              count++;
            }
            map.endValue(index, count);
            return bytes;
          };
        });
  }

  static ArrowNode struct(List<String> names, List<ArrowNode> nodes) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      fields.add(nodes.get(i).nullable(names.get(i)));
    }
    return new ArrowNode(
        ArrowType.Struct.INSTANCE,
        List.copyOf(fields),
        v -> {
          StructVector struct = (StructVector) v;
          List<ArrowColumn> columns = new ArrayList<>();
          for (int i = 0; i < nodes.size(); i++) {
            columns.add(nodes.get(i).column().apply(child(struct, i)));
          }
          return (index, value) -> {
            if (value == null) {
              struct.setNull(index);
            } else {
              struct.setIndexDefined(index);
            }
            // The vectors inside have a place for each struct, also for one that is null.
            int bytes = 1;
            for (int i = 0; i < columns.size(); i++) {
              bytes +=
                  columns.get(i).write(index, value == null ? null : ((Row) value).getValue(i));
            }
            return bytes;
          };
        });
  }

  private static FieldVector child(StructVector struct, int ordinal) {
    return (FieldVector) struct.getChildByOrdinal(ordinal);
  }
}
