package io.dorisio.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;

/**
 * Values in the types that the column of a table reads, which takes the bytes of a vector for its
 * own (Doris source, be/src/core/data_type_serde, read_column_from_arrow of each type): nothing is
 * cast there, and neither are sizes nor scales compared.
 */
final class ArrowTypes extends FieldTypes<ArrowNode> {

  /**
   * The zone in which every server reads times that have one (TimezoneUtils::default_time_zone,
   * whatever the header timezone says); times without one are read in it by some servers only.
   */
  private static final ZoneOffset SERVER_ZONE = ZoneOffset.ofHours(8);

  private static final int SECONDS_A_DAY = 86_400;
  private static final int MICROS = 1_000_000;
  private static final int MAX_DECIMAL128_DIGITS = 38;
  private static final int MAX_DECIMAL256_DIGITS = 76;

  private final RowOptions options;

  ArrowTypes(RowOptions options) {
    this.options = options;
  }

  @Override
  ArrowNode integer(TypeName type) {
    return switch (type) {
      case BYTE -> integer(8, fixed(1, (to, i, x) -> to.setByte(i, (Byte) x)));
      case INT16 -> integer(16, fixed(2, (to, i, x) -> to.setShort(i, (Short) x)));
      case INT32 -> integer(32, fixed(4, (to, i, x) -> to.setInt(i, (Integer) x)));
      default -> integer(64, LongColumn::new);
    };
  }

  private static ArrowNode integer(int bits, Supplier<ArrowColumn> column) {
    return ArrowNode.of(new ArrowType.Int(bits, true), column);
  }

  private static final class LongColumn extends ArrowFixed {
    LongColumn() {
      super(Long.BYTES);
    }

    /** For itself, so that it is compiled for values of this type alone. */
    @Override
    int writeAll(int index, RowColumns rows, int column) {
      return super.writeAll(index, rows, column);
    }

    @Override
    void set(int index, Object value) {
      setLong(index, (Long) value);
    }
  }

  @Override
  ArrowNode floating(TypeName type) {
    if (type == TypeName.FLOAT) {
      return ArrowNode.of(
          new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE),
          fixed(4, (to, i, x) -> to.setInt(i, Float.floatToRawIntBits((Float) x))));
    }
    return ArrowNode.of(
        new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
        fixed(8, (to, i, x) -> to.setLong(i, Double.doubleToRawLongBits((Double) x))));
  }

  @Override
  ArrowNode bool() {
    return ArrowNode.of(ArrowType.Bool.INSTANCE, ArrowBool::new);
  }

  @Override
  ArrowNode decimal() {
    throw new IllegalArgumentException(
        "A DECIMAL without precision and scale cannot be written as Arrow, in which they must be"
            + " those of the column: make the field a FixedPrecisionNumeric");
  }

  @Override
  ArrowNode decimal(int precision, int scale) {
    if (precision > MAX_DECIMAL256_DIGITS) {
      throw new IllegalArgumentException(
          "A DECIMAL of Doris has at most " + MAX_DECIMAL256_DIGITS + " digits, not " + precision);
    }
    int bits = precision > MAX_DECIMAL128_DIGITS ? 256 : 128;
    return ArrowNode.of(
        new ArrowType.Decimal(precision, scale, bits),
        () -> new DecimalColumn(bits / Byte.SIZE, precision, scale));
  }

  private static final class DecimalColumn extends ArrowFixed {
    private final int precision;
    private final int scale;

    DecimalColumn(int width, int precision, int scale) {
      super(width);
      this.precision = precision;
      this.scale = scale;
    }

    /** For itself, so that it is compiled for values of this type alone. */
    @Override
    int writeAll(int index, RowColumns rows, int column) {
      return super.writeAll(index, rows, column);
    }

    @Override
    void set(int index, Object value) {
      BigDecimal number = exact((BigDecimal) value, precision, scale);
      if (scale >= 0 && number.precision() <= PlainText.MAX_LONG_DIGITS) {
        setWide(index, PlainText.unscaled(number));
      } else {
        setWide(index, number.unscaledValue());
      }
    }
  }

  private static BigDecimal exact(BigDecimal number, int precision, int scale) {
    if (number.scale() == scale && number.precision() <= precision) {
      return number;
    }
    PlainText.checkLength(number);
    BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (stripped.scale() > scale || stripped.precision() - stripped.scale() > precision - scale) {
      throw new IllegalArgumentException(
          "A number does not fit into DECIMAL(" + precision + "," + scale + "): " + number);
    }
    return stripped.setScale(scale);
  }

  @Override
  ArrowNode text() {
    return text(Utf8.WRITER);
  }

  /** Takes the text that a writer makes. */
  private static ArrowNode text(ValueWriter writer) {
    return ArrowNode.of(ArrowType.Utf8.INSTANCE, () -> new ArrowText(writer));
  }

  @Override
  ArrowNode bytes() {
    return text(PlainText.bytes(options.bytesEncoding()));
  }

  @Override
  ArrowNode date() {
    return ArrowNode.of(
        new ArrowType.Date(DateUnit.DAY),
        fixed(
            4,
            (to, i, x) -> {
              long day = ((LocalDate) x).toEpochDay();
              WallClock.checkDay(day);
              to.setInt(i, (int) day);
            }));
  }

  /** Text: Doris has no column type for a time of day. */
  @Override
  ArrowNode time() {
    return text(PlainText.TIME);
  }

  @Override
  ArrowNode dateTime() {
    return wallClock(DateTimeColumn::new);
  }

  private static final class DateTimeColumn extends ArrowFixed {
    /** Rows that follow each other are often of one day; counting days costs more than a look. */
    private LocalDate lastDate = LocalDate.EPOCH;

    private long lastDay;

    DateTimeColumn() {
      super(Long.BYTES);
    }

    /** For itself, so that it is compiled for values of this type alone. */
    @Override
    int writeAll(int index, RowColumns rows, int column) {
      return super.writeAll(index, rows, column);
    }

    @Override
    void set(int index, Object value) {
      LocalDateTime dateTime = (LocalDateTime) value;
      LocalDate date = dateTime.toLocalDate();
      if (!date.equals(lastDate)) {
        lastDate = date;
        lastDay = date.toEpochDay();
      }
      LocalTime time = dateTime.toLocalTime();
      int second = time.getHour() * 3600 + time.getMinute() * 60 + time.getSecond();
      setLong(index, micros(lastDay * SECONDS_A_DAY + second, time.getNano()));
    }
  }

  @Override
  ArrowNode instant() {
    WallClock clock = new WallClock(options.zone());
    return wallClock(
        fixed(
            8,
            (to, i, x) -> {
              Instant instant = (Instant) x;
              long second = instant.getEpochSecond() + clock.offset(instant);
              to.setLong(i, micros(second, instant.getNano()));
            }));
  }

  /**
   * DATETIME reads nothing but Arrow's timestamps, and takes them for unsigned: what lies before
   * 1970 there comes out as another time.
   *
   * @param shownSecond what a clock shows, in seconds since 1970 as if it were in UTC
   */
  private static long micros(long shownSecond, int nano) {
    WallClock.checkDay(Math.floorDiv(shownSecond, SECONDS_A_DAY));
    long second = shownSecond - SERVER_ZONE.getTotalSeconds();
    if (second < 0) {
      throw new IllegalArgumentException(
          "Doris misreads Arrow's times before 1970-01-01 08:00:00 (data_type_datetimev2_serde.cpp):"
              + " write such rows as JSON or CSV");
    }
    return second * MICROS + nano / 1000;
  }

  private static ArrowNode wallClock(Supplier<ArrowColumn> column) {
    return ArrowNode.of(new ArrowType.Timestamp(TimeUnit.MICROSECOND, SERVER_ZONE.getId()), column);
  }

  @Override
  ArrowNode array(FieldType element) {
    return ArrowNested.array(of(element));
  }

  @Override
  ArrowNode map(FieldType key, FieldType value) {
    return ArrowNested.map(of(key), of(value));
  }

  @Override
  ArrowNode row(Schema schema) {
    List<ArrowNode> fields = schema.getFields().stream().map(field -> of(field.getType())).toList();
    return ArrowNested.struct(schema.getFieldNames(), fields);
  }

  @Override
  ArrowNode oneOf(OneOfType type, Map<String, ArrowNode> writers) {
    throw new IllegalArgumentException(
        "A OneOf cannot be written as Arrow, in which a column has one type");
  }

  @Override
  ArrowNode converted(UnaryOperator<Object> function, ArrowNode node) {
    return new ArrowNode(
        node.type(), node.children(), () -> new ConvertedColumn(function, node.column().get()));
  }

  private static final class ConvertedColumn extends ArrowColumn {
    private final UnaryOperator<Object> function;
    private final ArrowColumn column;

    ConvertedColumn(UnaryOperator<Object> function, ArrowColumn column) {
      this.function = function;
      this.column = column;
    }

    @Override
    int write(int index, Object value) {
      return column.write(index, value == null ? null : function.apply(value));
    }

    @Override
    void addTo(ArrowBatch batch, int count) {
      column.addTo(batch, count);
    }

    @Override
    void clear() {
      column.clear();
    }
  }

  @FunctionalInterface
  private interface Setter {
    void set(ArrowFixed to, int index, Object value);
  }

  private static Supplier<ArrowColumn> fixed(int width, Setter setter) {
    return () ->
        new ArrowFixed(width) {
          @Override
          void set(int index, Object value) {
            setter.set(this, index, value);
          }
        };
  }
}
