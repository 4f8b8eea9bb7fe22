package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.cdc.ParserOptions.Decimals;
import io.dorisio.cdc.ParserOptions.Times;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.MySqlType.Name;
import java.util.List;
import java.util.Locale;

/**
 * How Debezium represents a column's values: a type of Kafka Connect, and the name that gives it a
 * meaning.
 *
 * @param literal {@code int32}, {@code bytes}, {@code string}, …
 * @param semantic {@code io.debezium.time.Date}, …; empty if it has none
 * @param scale of a decimal
 * @param column the MySQL type, as far as it is known or follows from the rest
 */
record ConnectType(String literal, String semantic, int scale, MySqlType column) {

  static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
  static final String VARIABLE_DECIMAL = "io.debezium.data.VariableScaleDecimal";
  static final String BITS = "io.debezium.data.Bits";
  static final String GEOMETRY = "io.debezium.data.geometry.Geometry";
  static final String POINT = "io.debezium.data.geometry.Point";
  static final String CONNECT = "org.apache.kafka.connect.data.";
  static final String TIME = "io.debezium.time.";
  private static final int MILLI_DIGITS = 3;
  private static final int MICRO_DIGITS = 6;

  /** From a field of a message's schema. */
  static ConnectType of(JsonNode field, MySqlType known) {
    String literal = EventJson.text(field, "type").toLowerCase(Locale.ROOT);
    String semantic = EventJson.textOrEmpty(field, "name");
    JsonNode parameters = field.path("parameters");
    int scale = integer(parameters, "scale");
    MySqlType column = source(parameters);
    if (column.name() == Name.UNKNOWN) {
      column = known;
    }
    if (column.name() == Name.UNKNOWN) {
      column = implied(literal, semantic, parameters);
    }
    return new ConnectType(literal, semantic, scale, column);
  }

  /** Without a schema: as the connector represents a column of this type in these modes. */
  static ConnectType of(MySqlType column, ParserOptions options) {
    return switch (column.name()) {
      case DECIMAL ->
          options.decimals() == Decimals.PRECISE
              ? new ConnectType("bytes", DECIMAL, Math.max(column.scale(), 0), column)
              : new ConnectType("string", "", 0, column);
      case BIT ->
          column.bits() == 1
              ? new ConnectType("boolean", "", 0, column)
              : new ConnectType("bytes", BITS, 0, column);
      case BINARY, VARBINARY, BLOB -> new ConnectType("string", "", 0, column);
      case DATE -> new ConnectType("int32", time("Date", options.times()), 0, column);
      case TIME -> new ConnectType("int64", timeOfDay(options.times()), 0, column);
      case DATETIME -> new ConnectType("int64", dateTime(column, options.times()), 0, column);
      case TIMESTAMP -> new ConnectType("string", TIME + "ZonedTimestamp", 0, column);
      case YEAR -> new ConnectType("int32", TIME + "Year", 0, column);
      case GEOMETRY -> new ConnectType("struct", GEOMETRY, 0, column);
      case UNKNOWN -> new ConnectType("", "", 0, column);
      default -> new ConnectType("string", "", 0, column);
    };
  }

  private static String time(String name, Times times) {
    return times == Times.ISO_STRING ? TIME + "Iso" + name : TIME + name;
  }

  private static String timeOfDay(Times times) {
    return switch (times) {
      case ISO_STRING -> TIME + "IsoTime";
      case CONNECT -> CONNECT + "Time";
      case NANOSECONDS -> TIME + "NanoTime";
      case ADAPTIVE, MICROSECONDS -> TIME + "MicroTime";
    };
  }

  private static String dateTime(MySqlType column, Times times) {
    return switch (times) {
      case ISO_STRING -> TIME + "IsoTimestamp";
      case CONNECT -> CONNECT + "Timestamp";
      case NANOSECONDS -> TIME + "NanoTimestamp";
      case MICROSECONDS -> TIME + "MicroTimestamp";
      case ADAPTIVE ->
          TIME + (column.fractionDigits() <= MILLI_DIGITS ? "Timestamp" : "MicroTimestamp");
    };
  }

  /** What {@code column.propagate.source.type} adds to the schema. */
  private static MySqlType source(JsonNode parameters) {
    String type = EventJson.textOrEmpty(parameters, "__debezium.source.column.type");
    if (type.isEmpty()) {
      return MySqlType.UNKNOWN;
    }
    return sized(
        MySqlType.parse(type),
        integer(parameters, "__debezium.source.column.length"),
        integer(parameters, "__debezium.source.column.scale"));
  }

  /** A type with a length and scale that stand beside it. */
  static MySqlType sized(MySqlType type, int length, int scale) {
    return length == MySqlType.UNKNOWN_LENGTH || type.length() != MySqlType.UNKNOWN_LENGTH
        ? type
        : new MySqlType(type.name(), length, scale, type.unsigned(), type.members());
  }

  private static int integer(JsonNode parameters, String name) {
    JsonNode value = parameters.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return MySqlType.UNKNOWN_LENGTH;
    }
    if (!value.asText().matches("-?\\d{1,9}")) {
      throw new IllegalArgumentException(
          "its schema has no number as \"" + name + "\": " + value.asText());
    }
    return Integer.parseInt(value.asText());
  }

  private static MySqlType implied(String literal, String semantic, JsonNode parameters) {
    return switch (semantic) {
      case DECIMAL ->
          MySqlType.of(
              Name.DECIMAL,
              integer(parameters, "connect.decimal.precision"),
              integer(parameters, "scale"));
      case VARIABLE_DECIMAL -> MySqlType.of(Name.DECIMAL);
      case BITS -> MySqlType.of(Name.BIT, integer(parameters, "length"));
      case GEOMETRY, POINT -> MySqlType.of(Name.GEOMETRY);
      case "io.debezium.data.Json" -> MySqlType.of(Name.JSON);
      case "io.debezium.data.Enum" -> members(Name.ENUM, parameters);
      case "io.debezium.data.EnumSet" -> members(Name.SET, parameters);
      case TIME + "Date", CONNECT + "Date", TIME + "IsoDate" -> MySqlType.of(Name.DATE);
      case TIME + "Timestamp", CONNECT + "Timestamp" -> MySqlType.of(Name.DATETIME, MILLI_DIGITS);
      case TIME + "MicroTimestamp", TIME + "NanoTimestamp", TIME + "IsoTimestamp" ->
          MySqlType.of(Name.DATETIME, MICRO_DIGITS);
      case TIME + "ZonedTimestamp" -> MySqlType.of(Name.TIMESTAMP, MICRO_DIGITS);
      case TIME + "Time", CONNECT + "Time" -> MySqlType.of(Name.TIME, MILLI_DIGITS);
      case TIME + "MicroTime", TIME + "NanoTime", TIME + "IsoTime" ->
          MySqlType.of(Name.TIME, MICRO_DIGITS);
      case TIME + "Year" -> MySqlType.of(Name.YEAR);
      default -> literal(literal);
    };
  }

  private static MySqlType members(Name name, JsonNode parameters) {
    String allowed = EventJson.textOrEmpty(parameters, "allowed");
    return MySqlType.of(name)
        .withMembers(allowed.isEmpty() ? List.of() : List.of(allowed.split(",")));
  }

  private static MySqlType literal(String literal) {
    return switch (literal) {
      case "int8" -> MySqlType.of(Name.TINYINT);
      case "int16" -> MySqlType.of(Name.SMALLINT);
      case "int32" -> MySqlType.of(Name.INT);
      case "int64" -> MySqlType.of(Name.BIGINT);
      case "float32", "float" -> MySqlType.of(Name.FLOAT);
      case "float64", "double" -> MySqlType.of(Name.DOUBLE);
      case "boolean" -> MySqlType.of(Name.BIT, 1);
      case "bytes" -> MySqlType.of(Name.BLOB);
      case "string" -> MySqlType.of(Name.TEXT);
      default -> MySqlType.UNKNOWN;
    };
  }
}
