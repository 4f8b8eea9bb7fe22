package io.dorisio.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
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
      case BYTE ->
          integer(
              8,
              v -> {
                TinyIntVector vector = (TinyIntVector) v;
                return fixed(1, vector::setNull, (i, x) -> vector.setSafe(i, (Byte) x));
              });
      case INT16 ->
          integer(
              16,
              v -> {
                SmallIntVector vector = (SmallIntVector) v;
                return fixed(2, vector::setNull, (i, x) -> vector.setSafe(i, (Short) x));
              });
      case INT32 ->
          integer(
              32,
              v -> {
                IntVector vector = (IntVector) v;
                return fixed(4, vector::setNull, (i, x) -> vector.setSafe(i, (Integer) x));
              });
      default ->
          integer(
              64,
              v -> {
                BigIntVector vector = (BigIntVector) v;
                return fixed(8, vector::setNull, (i, x) -> vector.setSafe(i, (Long) x));
              });
    };
  }

  private static ArrowNode integer(int bits, Function<FieldVector, ArrowColumn> column) {
    return ArrowNode.of(new ArrowType.Int(bits, true), column);
  }

  @Override
  ArrowNode floating(TypeName type) {
    if (type == TypeName.FLOAT) {
      return ArrowNode.of(
          new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE),
          v -> {
            Float4Vector vector = (Float4Vector) v;
            return fixed(4, vector::setNull, (i, x) -> vector.setSafe(i, (Float) x));
          });
    }
    return ArrowNode.of(
        new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
        v -> {
          Float8Vector vector = (Float8Vector) v;
          return fixed(8, vector::setNull, (i, x) -> vector.setSafe(i, (Double) x));
        });
  }

  @Override
  ArrowNode bool() {
    return ArrowNode.of(
        ArrowType.Bool.INSTANCE,
        v -> {
          BitVector vector = (BitVector) v;
          return fixed(1, vector::setNull, (i, x) -> vector.setSafe(i, (Boolean) x ? 1 : 0));
        });
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
    if (precision > MAX_DECIMAL128_DIGITS) {
      return ArrowNode.of(
          new ArrowType.Decimal(precision, scale, 256),
          v -> {
            Decimal256Vector vector = (Decimal256Vector) v;
            return fixed(
                32,
                vector::setNull,
                (i, x) -> vector.setSafe(i, exact((BigDecimal) x, precision, scale)));
          });
    }
    return ArrowNode.of(
        new ArrowType.Decimal(precision, scale, 128),
        v -> {
          DecimalVector vector = (DecimalVector) v;
          return fixed(
              16,
              vector::setNull,
              (i, x) -> {
                BigDecimal number = exact((BigDecimal) x, precision, scale);
                BigInteger unscaled = number.unscaledValue();
                if (unscaled.bitLength() < Long.SIZE) {
                  vector.setSafe(i, unscaled.longValue());
                } else {
                  vector.setSafe(i, number);
                }
              });
        });
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
    return ArrowNode.of(
        ArrowType.Utf8.INSTANCE,
        v -> {
          VarCharVector vector = (VarCharVector) v;
          TextBuffer text = new TextBuffer();
          return (index, value) -> {
            if (value == null) {
              vector.setNull(index);
              return Integer.BYTES;
            }
            text.clear();
            writer.write(text, value);
            vector.setSafe(index, text.bytes(), 0, text.size());
            return Integer.BYTES + text.size();
          };
        });
  }

  @Override
  ArrowNode bytes() {
    return text(PlainText.bytes(options.bytesEncoding()));
  }

  @Override
  ArrowNode date() {
    return ArrowNode.of(
        new ArrowType.Date(DateUnit.DAY),
        v -> {
          DateDayVector vector = (DateDayVector) v;
          return fixed(
              4,
              vector::setNull,
              (i, x) -> {
                long day = ((LocalDate) x).toEpochDay();
                WallClock.checkDay(day);
                vector.setSafe(i, (int) day);
              });
        });
  }

  /** Text: Doris has no column type for a time of day. */
  @Override
  ArrowNode time() {
    return text(PlainText.TIME);
  }

  @Override
  ArrowNode dateTime() {
    return wallClock(
        value -> {
          LocalDateTime time = (LocalDateTime) value;
          return micros(time.toEpochSecond(ZoneOffset.UTC), time.get(ChronoField.NANO_OF_SECOND));
        });
  }

  @Override
  ArrowNode instant() {
    WallClock clock = new WallClock(options.zone());
    return wallClock(
        value -> {
          Instant instant = (Instant) value;
          return micros(instant.getEpochSecond() + clock.offset(instant), instant.getNano());
        });
  }

  /**
   * DATETIME reads nothing but Arrow's timestamps, and takes them for unsigned: what lies before
   * 1970 there comes out as another time.
   *
   * @param shownSecond what a clock shows, in seconds since 1970 as if it were in UTC
   */
  private static long micros(long shownSecond, int nano) {
    WallClock.checkDay(Math.floorDiv(shownSecond, 86_400));
    long second = shownSecond - SERVER_ZONE.getTotalSeconds();
    if (second < 0) {
      throw new IllegalArgumentException(
          "Doris misreads Arrow's times before 1970-01-01 08:00:00 (data_type_datetimev2_serde.cpp):"
              + " write such rows as JSON or CSV");
    }
    return second * MICROS + nano / 1000;
  }

  private static ArrowNode wallClock(ToLongFunction<Object> micros) {
    return ArrowNode.of(
        new ArrowType.Timestamp(TimeUnit.MICROSECOND, SERVER_ZONE.getId()),
        v -> {
          TimeStampMicroTZVector vector = (TimeStampMicroTZVector) v;
          return fixed(8, vector::setNull, (i, x) -> vector.setSafe(i, micros.applyAsLong(x)));
        });
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
        node.type(),
        node.children(),
        v -> {
          ArrowColumn column = node.column().apply(v);
          return (index, value) ->
              column.write(index, value == null ? null : function.apply(value));
        });
  }

  @FunctionalInterface
  private interface Setter {
    void set(int index, Object value);
  }

  private static ArrowColumn fixed(int bytes, IntConsumer setNull, Setter setter) {
    return (index, value) -> {
      if (value == null) {
        setNull.accept(index);
      } else {
        setter.set(index, value);
      }
      return bytes;
    };
  }
}
