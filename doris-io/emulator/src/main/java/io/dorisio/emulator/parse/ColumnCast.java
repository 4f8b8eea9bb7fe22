package io.dorisio.emulator.parse;

import io.dorisio.emulator.schema.ColumnType;
import java.time.ZoneId;

/** Casts texts to one column's type and leaves the value in the row. */
interface ColumnCast {
  /** Longest text of a STRING: string_type_length_soft_limit_bytes of the backend. */
  int STRING_LIMIT = 1 << 20;

  /** What became of a text. */
  enum Result {
    OK,
    NOT_CONVERTIBLE,
    TOO_LONG
  }

  Result cast(byte[] bytes, int from, int to, RowValues row, int column);

  static ColumnCast of(ColumnType type, ZoneId zone) {
    return switch (type.kind()) {
      case BOOLEAN -> NumberCasts::toBoolean;
      case TINYINT -> new NumberCasts.ToInteger(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> new NumberCasts.ToInteger(Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> new NumberCasts.ToInteger(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> new NumberCasts.ToInteger(Long.MIN_VALUE, Long.MAX_VALUE);
      case LARGEINT -> NumberCasts::toLargeInt;
      case FLOAT -> NumberCasts::toFloat;
      case DOUBLE -> NumberCasts::toDouble;
      case DECIMAL -> new DecimalCast(type.precision(), type.scale());
      case DATE -> new DateTimeCast(DateTimeCast.DATE, zone);
      case DATETIME -> new DateTimeCast(type.precision(), zone);
      case CHAR, VARCHAR -> new TextCasts.ToText(type.length());
      case STRING -> new TextCasts.ToText(STRING_LIMIT);
      case JSON, VARIANT -> new TextCasts.ToJson();
      case ARRAY, MAP, STRUCT -> new NestedCast(type, zone);
      case IPV4 -> IpCasts::toIpv4;
      case IPV6 -> IpCasts::toIpv6;
    };
  }
}
