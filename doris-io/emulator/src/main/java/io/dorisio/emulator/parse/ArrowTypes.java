package io.dorisio.emulator.parse;

import io.dorisio.emulator.schema.ColumnType;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Which Arrow type each type of a column is read from. A backend converts nothing: it takes the
 * values of an array for those of the column's own representation (the read_column_from_arrow of
 * be/src/core/data_type_serde/data_type_number_serde.cpp, data_type_decimal_serde.cpp and so on),
 * so that an array of another width or scale loads wrong values without a word, and one of another
 * kind can end the process. Neither is imitated: such loads are refused, in words of the emulator's
 * own. VARIANT is refused by the server too (data_type_variant_serde.h).
 */
final class ArrowTypes {
  private ArrowTypes() {}

  static void require(String column, ColumnType type, Field field) throws IOException {
    if (type.kind() == ColumnType.Kind.VARIANT) {
      throw new IOException("read_column_from_arrow with type " + type.words());
    }
    if (!fits(type, field)) {
      throw new IOException(
          "the emulator refuses Arrow's "
              + field
              + " for column "
              + column
              + " of type "
              + type.words()
              + ": a backend would read the buffer as it stands");
    }
  }

  private static boolean fits(ColumnType type, Field field) {
    ArrowType arrow = field.getType();
    return switch (type.kind()) {
      case BOOLEAN -> arrow instanceof ArrowType.Bool;
      case TINYINT -> isInt(arrow, 8);
      case SMALLINT -> isInt(arrow, 16);
      case INT -> isInt(arrow, 32);
      case BIGINT -> isInt(arrow, 64);
      // Numbers of 128 bits come as their digits.
      case LARGEINT, IPV6 -> arrow instanceof ArrowType.Utf8;
      case FLOAT -> isFloat(arrow, FloatingPointPrecision.SINGLE);
      case DOUBLE -> isFloat(arrow, FloatingPointPrecision.DOUBLE);
      case DECIMAL ->
          arrow instanceof ArrowType.Decimal decimal
              && decimal.getBitWidth() == 128
              && decimal.getScale() == type.scale();
      case DATE -> arrow instanceof ArrowType.Date date && date.getUnit() == DateUnit.DAY;
      case DATETIME -> arrow instanceof ArrowType.Timestamp;
      case CHAR, VARCHAR, STRING, JSON -> isText(arrow);
      case IPV4 -> arrow instanceof ArrowType.Int integer && integer.getBitWidth() == 32;
      case ARRAY -> arrow instanceof ArrowType.List && children(type, field.getChildren());
      case MAP ->
          arrow instanceof ArrowType.Map
              && children(type, field.getChildren().get(0).getChildren());
      case STRUCT -> arrow instanceof ArrowType.Struct && children(type, field.getChildren());
      case VARIANT -> false;
    };
  }

  /** What a nested type holds is matched by its place, fields of a STRUCT too. */
  private static boolean children(ColumnType type, List<Field> fields) {
    boolean fits = type.arguments().size() == fields.size();
    for (int i = 0; fits && i < fields.size(); i++) {
      fits = fits(type.arguments().get(i), fields.get(i));
    }
    return fits;
  }

  private static boolean isInt(ArrowType arrow, int bits) {
    return arrow instanceof ArrowType.Int integer
        && integer.getIsSigned()
        && integer.getBitWidth() == bits;
  }

  private static boolean isFloat(ArrowType arrow, FloatingPointPrecision precision) {
    return arrow instanceof ArrowType.FloatingPoint number && number.getPrecision() == precision;
  }

  private static boolean isText(ArrowType arrow) {
    return arrow instanceof ArrowType.Utf8
        || arrow instanceof ArrowType.Binary
        || arrow instanceof ArrowType.FixedSizeBinary;
  }
}
