package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/** Decimals of any size. Nothing here writes a number out: 1E1000000000 is short until it is. */
final class DecimalCheck {

  private static final BigDecimal MAX_LARGEINT =
      new BigDecimal(BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE));
  private static final int FLOAT_DIGITS = 38;
  private static final int DOUBLE_DIGITS = 308;

  private DecimalCheck() {}

  static ValueCheck of(FieldType type, DorisType column, RowCheckOptions options) {
    return switch (column.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT, LARGEINT -> integer(column.kind());
      case DECIMAL -> options.strict() ? strict(column) : rounding(column);
      case FLOAT -> digits(FLOAT_DIGITS + 1);
      case DOUBLE -> digits(DOUBLE_DIGITS + 1);
      case CHAR, VARCHAR, STRING -> text(TextCheck.limit(column, options));
      case JSON, VARIANT -> text(options.maxStringBytes());
      default -> throw FieldCheck.unfit(type, column);
    };
  }

  private static ValueCheck integer(Kind kind) {
    BigDecimal max =
        kind == Kind.LARGEINT ? MAX_LARGEINT : BigDecimal.valueOf(IntegerCheck.max(kind));
    BigDecimal min = max.negate().subtract(BigDecimal.ONE);
    return value -> {
      BigDecimal number = (BigDecimal) value;
      if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
        return "is " + shown(number) + ", out of its range " + min + " to " + max;
      }
      return fractionDigits(number) == 0
          ? null
          : "is " + shown(number) + ", which is no whole number";
    };
  }

  private static ValueCheck strict(DorisType column) {
    int scale = column.scale();
    return digits(column.integerDigits())
        .and(
            value -> {
              BigDecimal number = (BigDecimal) value;
              return number.scale() <= scale || fractionDigits(number) <= scale
                  ? null
                  : "is "
                      + shown(number)
                      + ", of more than the "
                      + scale
                      + " digits behind its point, which Doris would round";
            });
  }

  /** What is left after rounding must still fit: 9.99 is 10.0 with one digit. */
  private static ValueCheck rounding(DorisType column) {
    ValueCheck digits = digits(column.integerDigits());
    return value -> {
      BigDecimal number = (BigDecimal) value;
      return digits.problem(
          number.scale() <= column.scale()
              ? number
              : number.setScale(column.scale(), RoundingMode.HALF_UP));
    };
  }

  private static ValueCheck digits(int limit) {
    return value -> {
      BigDecimal number = (BigDecimal) value;
      return number.signum() == 0 || (long) number.precision() - number.scale() <= limit
          ? null
          : "is " + shown(number) + ", of more than the " + limit + " digits before its point";
    };
  }

  private static int fractionDigits(BigDecimal number) {
    return number.scale() <= 0 || number.signum() == 0
        ? 0
        : Math.max(0, number.stripTrailingZeros().scale());
  }

  private static ValueCheck text(int limit) {
    return value -> {
      BigDecimal number = (BigDecimal) value;
      long length = plainLength(number);
      return length <= limit ? null : TextCheck.tooLong(length, limit, shown(number));
    };
  }

  /** The length of {@link BigDecimal#toPlainString}. */
  static long plainLength(BigDecimal number) {
    long scale = number.scale();
    long sign = number.signum() < 0 ? 1 : 0;
    if (scale <= 0) {
      return number.signum() == 0 ? 1 : sign + number.precision() - scale;
    }
    return sign + 1 + Math.max(number.precision(), scale + 1);
  }

  private static String shown(BigDecimal number) {
    return Shown.value(number);
  }
}
