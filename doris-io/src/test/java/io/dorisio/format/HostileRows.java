package io.dorisio.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedBytes;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.schemas.logicaltypes.VariableString;
import org.apache.beam.sdk.values.Row;
import org.joda.time.DateTime;
import org.joda.time.ReadableInstant;

/** Random rows of all types, with the values that formats stumble over. */
final class HostileRows {

  static final String COLUMNS =
      "id BIGINT, truth BOOLEAN, tiny TINYINT, small SMALLINT, number INT, large BIGINT,"
          + " single FLOAT, twofold DOUBLE, exact DECIMAL(38, 9), text STRING, bytes STRING,"
          + " day DATE, wall DATETIME(6), millis DATETIME(3), micros DATETIME(6),"
          + " clock VARCHAR(20), uid VARCHAR(36), short VARCHAR(60), fixed VARCHAR(20),"
          + " numbers ARRAY<INT>, texts ARRAY<STRING>, counts MAP<STRING, INT>,"
          + " pair STRUCT<x:INT, y:STRING>, nested ARRAY<ARRAY<BIGINT>>";

  static final String SELECT =
      "id, truth, tiny, small, number, large, single, twofold, exact, text, bytes, day, wall,"
          + " millis, micros, clock, uid, short, fixed, numbers, texts, counts, pair, nested";

  static final Schema PAIR =
      Schema.builder().addNullableInt32Field("x").addNullableStringField("y").build();

  static final Schema SCHEMA =
      Schema.builder()
          .addInt64Field("id")
          .addNullableField("truth", FieldType.BOOLEAN)
          .addNullableField("tiny", FieldType.BYTE)
          .addNullableField("small", FieldType.INT16)
          .addNullableField("number", FieldType.INT32)
          .addNullableField("large", FieldType.INT64)
          .addNullableField("single", FieldType.FLOAT)
          .addNullableField("twofold", FieldType.DOUBLE)
          .addNullableField("exact", FieldType.logicalType(FixedPrecisionNumeric.of(38, 9)))
          .addNullableField("text", FieldType.STRING)
          .addNullableField("bytes", FieldType.BYTES)
          .addNullableField("day", FieldType.logicalType(SqlTypes.DATE))
          .addNullableField("wall", FieldType.logicalType(SqlTypes.DATETIME))
          .addNullableField("millis", FieldType.DATETIME)
          .addNullableField("micros", FieldType.logicalType(new MicrosInstant()))
          .addNullableField("clock", FieldType.logicalType(SqlTypes.TIME))
          .addNullableField("uid", FieldType.logicalType(SqlTypes.UUID))
          .addNullableField("short", FieldType.logicalType(VariableString.of(60)))
          .addNullableField("fixed", FieldType.logicalType(FixedBytes.of(4)))
          .addNullableField("numbers", FieldType.array(FieldType.INT32.withNullable(true)))
          .addNullableField("texts", FieldType.iterable(FieldType.STRING.withNullable(true)))
          .addNullableField(
              "counts", FieldType.map(FieldType.STRING, FieldType.INT32.withNullable(true)))
          .addNullableField("pair", FieldType.row(PAIR))
          .addNullableField(
              "nested", FieldType.array(FieldType.array(FieldType.INT64).withNullable(true)))
          .build();

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\\N",
          "\\\\N",
          "N",
          "NULL",
          "null",
          "\"",
          "\"\"",
          "\"\"\"",
          "\\",
          "\\\\",
          "\\\"",
          "\"\\",
          "a\"b",
          "\"\\N\"",
          ",",
          "\",\"",
          "a,b",
          "\n",
          "\r\n",
          "a\nb",
          "ends in \r",
          "\t",
          "\u0000",
          "a\u0000b",
          "\u0001",
          "\b\f\u001f\u007f",
          "\uFEFFbom",
          "größe",
          "日本語",
          "😀",
          "👨‍👩‍👧",
          "{\"a\":1}",
          "[1,2]",
          "'",
          "`",
          "\u2028\u2029",
          "x".repeat(5000),
          "😀".repeat(700),
          "\"".repeat(1500));

  /** Texts of nested values: Doris keeps no control characters there. */
  private static final List<String> NESTED_TEXTS =
      List.of("", " ", "a,b", "a:b", "[", "}", "größe", "😀", "\"", "a\\b", "null", "it's");

  private final Random random;

  HostileRows(Random random) {
    this.random = random;
  }

  List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      rows.add(row(id));
    }
    return rows;
  }

  private Row row(long id) {
    Row.Builder row = Row.withSchema(SCHEMA).addValue(id);
    List<Object> values =
        Arrays.asList(
            random.nextBoolean(),
            one(Byte.MIN_VALUE, Byte.MAX_VALUE, (byte) 0, (byte) random.nextInt()),
            one(Short.MIN_VALUE, Short.MAX_VALUE, (short) random.nextInt()),
            one(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1, 9, 10, 99, 100, random.nextInt()),
            one(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -10L, 1_000_000L, random.nextLong()),
            one(
                0f,
                -1.5f,
                Float.NaN,
                Float.NEGATIVE_INFINITY,
                Float.MAX_VALUE,
                Float.MIN_VALUE,
                random.nextFloat()),
            one(
                0d,
                1e300,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                random.nextGaussian()),
            decimal(),
            text(TEXTS),
            bytes(),
            one(LocalDate.of(0, 1, 1), LocalDate.of(9999, 12, 31), LocalDate.of(2024, 2, 29)),
            LocalDateTime.ofEpochSecond(
                second(), 1_000 * random.nextInt(1_000_000), ZoneOffset.UTC),
            new DateTime(second() * 1000 + one(0, 1, 500, 999)),
            Instant.ofEpochSecond(second(), one(0, 1, 10, 500_000, 999_999) * 1_000L),
            one(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_999_000), LocalTime.of(1, 2)),
            new UUID(random.nextLong(), random.nextLong()),
            one("\\N", "", "a\"b", "\\"),
            new byte[] {(byte) random.nextInt(), 0, -1, '"'},
            list(() -> random.nextInt()),
            list(() -> text(NESTED_TEXTS)),
            map(),
            Row.withSchema(PAIR)
                .addValues(maybe(random.nextInt()), maybe(text(NESTED_TEXTS)))
                .build(),
            list(() -> Arrays.asList(random.nextLong(), 7L)));
    values.forEach(value -> row.addValue(maybe(value)));
    return row.build();
  }

  /** Seconds that Arrow's reader of times takes, up to the end of the year 9999. */
  private long second() {
    long end = LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);
    return one(
        8 * 3600L, end, 1_000_000_000L, (long) (8 * 3600 + random.nextDouble() * (end - 8 * 3600)));
  }

  private BigDecimal decimal() {
    BigInteger unscaled = new BigInteger(random.nextInt(126), random);
    return one(
        BigDecimal.ZERO,
        new BigDecimal("1E+6"),
        new BigDecimal("0.000000001"),
        new BigDecimal("-0.5"),
        new BigDecimal("99999999999999999999999999999.999999999"),
        new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), 9));
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(5)];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(maybe(element.get()));
    }
    return list;
  }

  private Map<String, Integer> map() {
    Map<String, Integer> map = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      map.put(text(NESTED_TEXTS), maybe(random.nextInt()));
    }
    return map;
  }

  private String text(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private <T> T maybe(T value) {
    return random.nextInt(6) == 0 ? null : value;
  }

  @SafeVarargs
  private final <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** What a query returns of a row. */
  static List<Object> expected(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < SCHEMA.getFieldCount(); i++) {
      Object value = row.getValue(i);
      values.add(value == null ? null : column(SCHEMA.getField(i).getName(), value));
    }
    return values;
  }

  private static Object column(String name, Object value) {
    return switch (name) {
      case "bytes", "fixed" -> Base64.getEncoder().encodeToString((byte[]) value);
      case "exact" -> ((BigDecimal) value).setScale(9);
      case "millis" -> inUtc(Instant.ofEpochMilli(((ReadableInstant) value).getMillis()));
      case "micros" -> inUtc((Instant) value);
      case "uid" -> value.toString();
      case "clock" -> clock((LocalTime) value);
      case "numbers", "texts", "nested", "counts", "pair" -> nested(value);
      default -> value;
    };
  }

  private static LocalDateTime inUtc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static String clock(LocalTime time) {
    return time.equals(LocalTime.MIDNIGHT)
        ? "00:00:00"
        : time.equals(LocalTime.of(1, 2)) ? "01:02:00" : time.toString();
  }

  /** The text that a query shows: the texts inside are in quotes and not escaped. */
  private static String nested(Object value) {
    if (value instanceof Iterable<?> list) {
      List<String> items = new ArrayList<>();
      list.forEach(item -> items.add(nested(item)));
      return "[" + String.join(", ", items) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> nested(e.getKey()) + ":" + nested(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Row pair) {
      return "{\"x\":" + nested(pair.getValue(0)) + ", \"y\":" + nested(pair.getValue(1)) + "}";
    }
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }
}
