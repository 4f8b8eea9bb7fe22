package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.TypeName;

/** Floating-point numbers. */
final class FloatingCheck {

  /** The longest text of a double, such as -2.2250738585072014E-308. */
  private static final int MAX_TEXT = 24;

  private FloatingCheck() {}

  static ValueCheck of(FieldType type, DorisType column, RowCheckOptions options) {
    return switch (column.kind()) {
      case FLOAT, DOUBLE ->
          column.kind() == Kind.FLOAT && type.getTypeName() == TypeName.DOUBLE
              ? FloatingCheck::tooBigForFloat
              : ValueCheck.NONE;
      case DECIMAL -> decimal(column);
      case JSON, VARIANT -> FloatingCheck::notFinite;
      case CHAR, VARCHAR, STRING -> text(TextCheck.limit(column, options));
      // How a number such as 1.0E10 is read as an integer is the server's version's choice.
      default -> throw FieldCheck.unfit(type, column);
    };
  }

  private static String tooBigForFloat(Object value) {
    double number = ((Number) value).doubleValue();
    return Double.isFinite(number) && Math.abs(number) > Float.MAX_VALUE
        ? "is " + number + ", beyond what a FLOAT holds, ±" + Float.MAX_VALUE
        : null;
  }

  private static String notFinite(Object value) {
    double number = ((Number) value).doubleValue();
    return Double.isFinite(number) ? null : "is " + number + ", which only FLOAT and DOUBLE hold";
  }

  private static ValueCheck decimal(DorisType column) {
    double limit = Math.pow(10, column.integerDigits());
    ValueCheck finite = FloatingCheck::notFinite;
    return finite.and(
        value ->
            Math.abs(((Number) value).doubleValue()) < limit
                ? null
                : "is "
                    + value
                    + ", of more than the "
                    + column.integerDigits()
                    + " digits before its point");
  }

  private static ValueCheck text(int limit) {
    if (limit >= MAX_TEXT) {
      return ValueCheck.NONE;
    }
    return value -> {
      int length = String.valueOf(value).length();
      return length <= limit ? null : TextCheck.tooLong(length, limit, value);
    };
  }
}
