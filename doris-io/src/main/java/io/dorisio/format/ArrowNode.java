package io.dorisio.format;

import java.util.List;
import java.util.function.Function;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** A type of Arrow with the fields inside of it, and what writes it once there are vectors. */
record ArrowNode(ArrowType type, List<Field> children, Function<FieldVector, ArrowColumn> column) {

  static ArrowNode of(ArrowType type, Function<FieldVector, ArrowColumn> column) {
    return new ArrowNode(type, List.of(), column);
  }

  Field nullable(String name) {
    return new Field(name, FieldType.nullable(type), children);
  }

  Field notNull(String name) {
    return new Field(name, FieldType.notNullable(type), children);
  }
}
