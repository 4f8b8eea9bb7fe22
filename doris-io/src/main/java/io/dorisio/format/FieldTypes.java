package io.dorisio.format;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.LogicalType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosDuration;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.schemas.logicaltypes.Timestamp;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/**
 * Reads a Beam type and says what its values are, once for each schema; a format says how such
 * values are written.
 *
 * @param <W> what writes values of a type, none of them null
 */
abstract class FieldTypes<W> {

  /** Takes {@link Number}s without a fraction. */
  abstract W integer(TypeName type);

  /** Takes {@link Float}s or {@link Double}s. */
  abstract W floating(TypeName type);

  abstract W bool();

  /** Takes {@link java.math.BigDecimal}s of any scale. */
  abstract W decimal();

  /** Takes {@link java.math.BigDecimal}s that fit. */
  W decimal(int precision, int scale) {
    return decimal();
  }

  abstract W text();

  abstract W bytes();

  /** Takes {@link java.time.LocalDate}s. */
  abstract W date();

  /** Takes {@link java.time.LocalTime}s. */
  abstract W time();

  /** Takes {@link java.time.LocalDateTime}s. */
  abstract W dateTime();

  /** Takes {@link Instant}s. */
  abstract W instant();

  abstract W array(FieldType element);

  abstract W map(FieldType key, FieldType value);

  abstract W row(Schema schema);

  /** Takes {@link OneOfType.Value}s. */
  abstract W oneOf(OneOfType type, Map<String, W> writers);

  /** Takes what the function turns into what the other takes. */
  abstract W converted(UnaryOperator<Object> function, W writer);

  final W of(FieldType type) {
    return switch (type.getTypeName()) {
      case BYTE, INT16, INT32, INT64 -> integer(type.getTypeName());
      case FLOAT, DOUBLE -> floating(type.getTypeName());
      case DECIMAL -> decimal();
      case BOOLEAN -> bool();
      case STRING -> text();
      case BYTES -> bytes();
      case DATETIME ->
          converted(v -> Instant.ofEpochMilli(((ReadableInstant) v).getMillis()), instant());
      case ARRAY, ITERABLE -> array(type.getCollectionElementType());
      case MAP -> map(type.getMapKeyType(), type.getMapValueType());
      case ROW -> row(type.getRowSchema());
      case LOGICAL_TYPE -> logical(type.getLogicalType());
    };
  }

  private W logical(LogicalType<?, ?> type) {
    if (type instanceof EnumerationType names) {
      return converted(v -> names.toString((EnumerationType.Value) v), text());
    }
    if (type instanceof OneOfType oneOf) {
      Map<String, W> writers = new HashMap<>();
      for (Schema.Field field : oneOf.getOneOfSchema().getFields()) {
        writers.put(field.getName(), of(field.getType()));
      }
      return oneOf(oneOf, writers);
    }
    if (type instanceof FixedPrecisionNumeric) {
      Row argument = (Row) type.getArgument();
      Integer precision = argument.getInt32("precision");
      Integer scale = argument.getInt32("scale");
      return precision == null || scale == null ? decimal() : decimal(precision, scale);
    }
    if (type instanceof MicrosInstant
        || type instanceof NanosInstant
        || type instanceof Timestamp) {
      return instant();
    }
    if (type instanceof NanosDuration) {
      throw new IllegalArgumentException("Doris has no column type for a duration");
    }
    String identifier = type.getIdentifier();
    if (identifier.equals(SqlTypes.DATE.getIdentifier())) {
      return date();
    }
    if (identifier.equals(SqlTypes.TIME.getIdentifier())) {
      return time();
    }
    if (identifier.equals(SqlTypes.DATETIME.getIdentifier())) {
      return dateTime();
    }
    if (identifier.equals(SqlTypes.UUID.getIdentifier())) {
      return converted(v -> ((UUID) v).toString(), text());
    }
    return based(type);
  }

  /** A type of somebody else's is what it is based on. */
  private <V, B> W based(LogicalType<V, B> type) {
    return converted(
        v -> {
          @SuppressWarnings("unchecked")
          V value = (V) v;
          return type.toBaseType(value);
        },
        of(type.getBaseType()));
  }
}
