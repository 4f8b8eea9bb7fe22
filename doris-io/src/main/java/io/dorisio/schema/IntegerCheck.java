package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/** Integers of up to 64 bits. */
final class IntegerCheck {

  private static final int MAX_LONG_DIGITS = 19;

  private IntegerCheck() {}

  static ValueCheck of(FieldType type, DorisType column, RowCheckOptions options) {
    return switch (column.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> {
        long max = max(column.kind());
        yield bits(type) <= bits(column.kind()) ? ValueCheck.NONE : range(-max - 1, max);
      }
      case LARGEINT, FLOAT, DOUBLE, JSON, VARIANT -> ValueCheck.NONE;
      case DECIMAL -> digits(column);
      case BOOLEAN -> range(0, 1);
      case CHAR, VARCHAR, STRING -> text(type, TextCheck.limit(column, options));
      default -> throw FieldCheck.unfit(type, column);
    };
  }

  /** The highest value of an integer column of up to 64 bits. */
  static long max(Kind kind) {
    return Long.MAX_VALUE >> (Long.SIZE - bits(kind));
  }

  private static int bits(Kind kind) {
    return switch (kind) {
      case TINYINT -> Byte.SIZE;
      case SMALLINT -> Short.SIZE;
      case INT -> Integer.SIZE;
      default -> Long.SIZE;
    };
  }

  private static int bits(FieldType type) {
    return switch (type.getTypeName()) {
      case BYTE -> Byte.SIZE;
      case INT16 -> Short.SIZE;
      case INT32 -> Integer.SIZE;
      default -> Long.SIZE;
    };
  }

  private static ValueCheck range(long min, long max) {
    return value -> {
      long number = ((Number) value).longValue();
      return number >= min && number <= max
          ? null
          : "is " + number + ", out of its range " + min + " to " + max;
    };
  }

  private static ValueCheck digits(DorisType column) {
    int digits = column.integerDigits();
    if (digits >= MAX_LONG_DIGITS) {
      return ValueCheck.NONE;
    }
    long limit = (long) Math.pow(10, digits);
    return range(1 - limit, limit - 1);
  }

  private static ValueCheck text(FieldType type, int limit) {
    if (String.valueOf(Long.MIN_VALUE >> (Long.SIZE - bits(type))).length() <= limit) {
      return ValueCheck.NONE;
    }
    return value -> {
      int length = String.valueOf(value).length();
      return length <= limit ? null : TextCheck.tooLong(length, limit, value);
    };
  }
}
