package io.dorisio.emulator.parse;

import io.dorisio.emulator.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** How a query shows a scalar inside a nested value: texts and times in double quotes. */
final class ShownValue {
  private ShownValue() {}

  static String inside(ColumnType type, RowValues value) {
    long low = value.low[0];
    return switch (type.kind()) {
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT -> Long.toString(low);
      case LARGEINT -> wide(value).toString();
      case DECIMAL -> {
        BigInteger unscaled = type.precision() > 18 ? wide(value) : BigInteger.valueOf(low);
        yield new BigDecimal(unscaled, type.scale()).toPlainString();
      }
      case FLOAT -> number(Float.toString((float) Double.longBitsToDouble(low)));
      case DOUBLE -> number(Double.toString(Double.longBitsToDouble(low)));
      case DATE -> '"' + LocalDate.ofEpochDay(low).toString() + '"';
      case DATETIME -> '"' + time(low, type.precision()) + '"';
      case JSON, VARIANT -> new String(value.bytes[0], StandardCharsets.UTF_8);
      default -> '"' + new String(value.bytes[0], StandardCharsets.UTF_8) + '"';
    };
  }

  private static BigInteger wide(RowValues value) {
    BigInteger low = new BigInteger(Long.toUnsignedString(value.low[0]));
    return BigInteger.valueOf(value.high[0]).shiftLeft(64).add(low);
  }

  private static String number(String text) {
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String time(long micros, int precision) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1_000,
            ZoneOffset.UTC);
    DateTimeFormatterBuilder format =
        new DateTimeFormatterBuilder().appendPattern("yyyy-MM-dd HH:mm:ss");
    if (precision > 0) {
      format.appendFraction(ChronoField.NANO_OF_SECOND, precision, precision, true);
    }
    DateTimeFormatter formatter = format.toFormatter();
    return formatter.format(time);
  }
}
