package io.dorisio.format;

import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** A type of Arrow with the fields inside of it, and what makes columns of it. */
record ArrowNode(ArrowType type, List<Field> children, Supplier<ArrowColumn> column) {

  static ArrowNode of(ArrowType type, Supplier<ArrowColumn> column) {
    return new ArrowNode(type, List.of(), column);
  }

  Field nullable(String name) {
    return new Field(name, FieldType.nullable(type), children);
  }

  Field notNull(String name) {
    return new Field(name, FieldType.notNullable(type), children);
  }
}
