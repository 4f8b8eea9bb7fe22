package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/**
 * Whether a column is of just the type of a field. Loads in Arrow need that: the server takes the
 * bytes of values as they are, compares neither widths nor scales, and may store anything (Doris:
 * {@code be/src/core/data_type_serde}, read_column_from_arrow of each type).
 */
final class ExactType {

  private ExactType() {}

  /**
   * Compares them.
   *
   * @throws IllegalArgumentException if they differ, saying which column type there should be
   */
  static void check(FieldType field, DorisType column) {
    DorisType natural = TypeMapping.of(field);
    if (!isSame(natural, column)) {
      throw new IllegalArgumentException(
          "Arrow needs a column of type "
              + natural
              + " for it, not "
              + column
              + "; change the field's type, or write JSON or CSV");
    }
  }

  private static boolean isSame(DorisType natural, DorisType column) {
    if (natural.kind().isText()) {
      return column.kind().isText() || column.kind() == Kind.LARGEINT;
    }
    if (natural.kind() != column.kind()) {
      return false;
    }
    return switch (natural.kind()) {
      case DECIMAL ->
          natural.precision() == column.precision() && natural.scale() == column.scale();
      case DATETIME -> natural.scale() <= column.scale();
      case ARRAY, MAP, STRUCT -> isSame(natural.arguments(), column.arguments());
      default -> true;
    };
  }

  private static boolean isSame(List<DorisType> natural, List<DorisType> columns) {
    if (natural.size() != columns.size()) {
      return false;
    }
    for (int i = 0; i < natural.size(); i++) {
      if (!isSame(natural.get(i), columns.get(i))) {
        return false;
      }
    }
    return true;
  }
}
