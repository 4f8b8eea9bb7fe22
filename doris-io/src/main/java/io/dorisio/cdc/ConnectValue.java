package io.dorisio.cdc;

import static io.dorisio.cdc.ConnectType.BITS;
import static io.dorisio.cdc.ConnectType.CONNECT;
import static io.dorisio.cdc.ConnectType.DECIMAL;
import static io.dorisio.cdc.ConnectType.GEOMETRY;
import static io.dorisio.cdc.ConnectType.POINT;
import static io.dorisio.cdc.ConnectType.TIME;
import static io.dorisio.cdc.ConnectType.VARIABLE_DECIMAL;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.MySqlType.Name;
import io.dorisio.cdc.mysql.SourceValue;
import io.dorisio.cdc.mysql.SourceValue.BytesIn;
import io.dorisio.cdc.mysql.SpatialValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reads a column's value as Debezium represents it and Kafka Connect's JsonConverter writes it:
 * bytes are base64, decimals base64 of the unscaled number or, by {@code decimal.format}, numbers.
 *
 * <p>Representations: Debezium's documentation, "Data type mappings" of the MySQL connector.
 */
final class ConnectValue {

  private ConnectValue() {}

  static @Nullable Object read(JsonNode value, ConnectType type, ParserOptions options) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    return switch (type.semantic()) {
      case DECIMAL -> decimal(value, type.scale());
      case VARIABLE_DECIMAL ->
          decimal(value.path("value"), Math.toIntExact(EventJson.number(value, "scale")));
      case BITS -> SourceValue.integer(littleEndian(bytes(value)), type.column());
      case GEOMETRY, POINT, "io.debezium.data.geometry.Geography" -> spatial(value);
      case TIME + "Year" -> whole(value);
      case TIME + "Date", CONNECT + "Date" -> MySqlText.date(whole(value));
      case TIME + "Time", CONNECT + "Time" -> MySqlText.time(whole(value), 1_000);
      case TIME + "MicroTime" -> MySqlText.time(whole(value), 1_000_000);
      case TIME + "NanoTime" -> MySqlText.time(whole(value), 1_000_000_000);
      case TIME + "Timestamp", CONNECT + "Timestamp" -> MySqlText.dateTime(whole(value), 1_000);
      case TIME + "MicroTimestamp" -> MySqlText.dateTime(whole(value), 1_000_000);
      case TIME + "NanoTimestamp" -> MySqlText.dateTime(whole(value), 1_000_000_000);
      case TIME + "ZonedTimestamp" -> OffsetDateTime.parse(text(value)).toInstant();
      case TIME + "IsoDate", TIME + "IsoTime", TIME + "IsoTimestamp" ->
          MySqlText.ofIso(text(value));
      case TIME + "StructuredDate" -> MySqlText.dateOf(value);
      case TIME + "StructuredTimestamp" -> MySqlText.dateTimeOf(value);
      case TIME + "StructuredZonedTimestamp" -> MySqlText.instantOf(value);
      case TIME + "StructuredDuration" -> MySqlText.durationOf(value);
      default -> plain(value, type, options);
    };
  }

  private static @Nullable Object plain(JsonNode value, ConnectType type, ParserOptions options) {
    MySqlType column = type.column();
    if (value.isContainerNode()) {
      return value.toString();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isTextual()) {
      if (type.literal().equals("bytes")) {
        return bytes(value);
      }
      if (column.isBinary()) {
        return binary(value.textValue(), options);
      }
      // Texts of other types are what Debezium's other modes give: decimals, large numbers.
      return switch (column.name()) {
        case DECIMAL -> SourceValue.decimal(value.textValue());
        case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT ->
            SourceValue.ofText(value.textValue(), column, BytesIn.BASE64);
        default -> value.textValue();
      };
    }
    if (column.name() == Name.DECIMAL) {
      return SourceValue.bounded(value.decimalValue());
    }
    if (column.name() == Name.FLOAT || column.name() == Name.DOUBLE) {
      return value.doubleValue();
    }
    if (value.isIntegralNumber() && column.isInteger()) {
      return SourceValue.integer(value.bigIntegerValue(), column);
    }
    return EventJson.untyped(value);
  }

  private static BigDecimal decimal(JsonNode value, int scale) {
    if (value.isNumber()) {
      return SourceValue.bounded(value.decimalValue());
    }
    return SourceValue.bounded(new BigDecimal(new BigInteger(bytes(value)), scale));
  }

  private static BigInteger littleEndian(byte[] bits) {
    byte[] number = new byte[bits.length];
    for (int i = 0; i < bits.length; i++) {
      number[bits.length - 1 - i] = bits[i];
    }
    return new BigInteger(1, number);
  }

  private static SpatialValue spatial(JsonNode value) {
    return new SpatialValue(
        Math.toIntExact(EventJson.number(value, "srid")), bytes(value.path("wkb")));
  }

  private static byte[] binary(String text, ParserOptions options) {
    return switch (options.binaries()) {
      case BASE64 -> SourceValue.base64(text);
      case BASE64_URL_SAFE -> Base64.getUrlDecoder().decode(text);
      case HEX -> HexFormat.of().parseHex(text);
    };
  }

  private static byte[] bytes(JsonNode value) {
    return SourceValue.base64(text(value));
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("a " + value.getNodeType() + " stands where text should");
    }
    return value.textValue();
  }

  private static long whole(JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(
          "a " + value.getNodeType() + " stands where a whole number should");
    }
    return value.longValue();
  }
}
