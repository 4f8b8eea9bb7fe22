package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.logicaltypes.DateTime;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;

/**
 * Tells of nearly all values of the most common types that they fit, by a branch and a comparison:
 * the call of a {@link ValueCheck} through its interface costs several times as much. What is not
 * fine at a glance may well fit; its check knows.
 */
final class Glance {

  /** The years of which no time is rounded out of Doris's. */
  private static final int LAST_SAFE_YEAR = 9998;

  private enum Type {
    NOTHING_TO_CHECK,
    TEXT,
    DATE_TIME,
    DECIMAL,
    OTHER
  }

  private final Type type;

  /** The most characters of a text, or the most digits in front of a decimal's point. */
  private final int limit;

  private final int scale;

  private Glance(Type type, int limit, int scale) {
    this.type = type;
    this.limit = limit;
    this.scale = scale;
  }

  /**
   * The glance at values of a type.
   *
   * @param check which must accept all that is fine here
   */
  static Glance of(FieldType type, DorisType column, ValueCheck check, RowCheckOptions options) {
    if (check == ValueCheck.NONE) {
      return new Glance(Type.NOTHING_TO_CHECK, 0, 0);
    }
    if (type.getTypeName() == TypeName.STRING && column.kind().isText()) {
      return new Glance(
          Type.TEXT, TextCheck.limit(column, options) / Utf8Length.MAX_BYTES_PER_CHAR, 0);
    }
    if (type.getTypeName() == TypeName.LOGICAL_TYPE
        && type.getLogicalType() instanceof DateTime
        && column.kind() == Kind.DATETIME) {
      return new Glance(Type.DATE_TIME, 0, 0);
    }
    return isDecimal(type) && column.kind() == Kind.DECIMAL
        ? new Glance(Type.DECIMAL, column.integerDigits(), column.scale())
        : new Glance(Type.OTHER, 0, 0);
  }

  private static boolean isDecimal(FieldType type) {
    return switch (type.getTypeName()) {
      case DECIMAL -> true;
      case LOGICAL_TYPE -> type.getLogicalType() instanceof FixedPrecisionNumeric;
      default -> false;
    };
  }

  /** Whether a value, which is not null, surely fits. */
  boolean isFine(Object value) {
    return switch (type) {
      case NOTHING_TO_CHECK -> true;
      case TEXT -> ((String) value).length() <= limit;
      case DATE_TIME -> {
        int year = ((LocalDateTime) value).getYear();
        yield year >= 0 && year <= LAST_SAFE_YEAR;
      }
      case DECIMAL -> {
        BigDecimal number = (BigDecimal) value;
        int digits = number.scale();
        yield digits >= 0 && digits <= scale && number.precision() - digits <= limit;
      }
      case OTHER -> false;
    };
  }

  /** Whether the values that the first rows have in a field surely fit. */
  boolean areFine(List<Object>[] rows, int count, int field, boolean nullsAreFine) {
    for (int i = 0; i < count; i++) {
      Object value = rows[i].get(field);
      if (value == null ? !nullsAreFine : !isFine(value)) {
        return false;
      }
    }
    return true;
  }
}
