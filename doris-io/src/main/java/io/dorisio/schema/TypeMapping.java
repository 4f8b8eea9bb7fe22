package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.LogicalType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.logicaltypes.Date;
import org.apache.beam.sdk.schemas.logicaltypes.DateTime;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedBytes;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.FixedString;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.schemas.logicaltypes.Time;
import org.apache.beam.sdk.schemas.logicaltypes.Timestamp;
import org.apache.beam.sdk.schemas.logicaltypes.UuidLogicalType;
import org.apache.beam.sdk.schemas.logicaltypes.VariableBytes;
import org.apache.beam.sdk.schemas.logicaltypes.VariableString;
import org.apache.beam.sdk.values.Row;

/**
 * The column type that holds every value of a Beam type.
 *
 * <table>
 *   <caption>Beam types and columns</caption>
 *   <tr><th>Beam</th><th>Doris</th></tr>
 *   <tr><td>BOOLEAN, FLOAT, DOUBLE</td><td>the same</td></tr>
 *   <tr><td>BYTE, INT16, INT32, INT64</td><td>TINYINT, SMALLINT, INT, BIGINT</td></tr>
 *   <tr><td>DECIMAL</td><td>DECIMAL(38,9): what DECIMAL alone means in Doris; 29 digits before the
 *       point</td></tr>
 *   <tr><td>FixedPrecisionNumeric(p, s)</td><td>DECIMAL(p,s)</td></tr>
 *   <tr><td>STRING</td><td>STRING; as a key VARCHAR(65533), since STRING cannot be one</td></tr>
 *   <tr><td>VariableString(n), FixedString(n)</td><td>VARCHAR(4n), for Doris counts bytes; STRING
 *       above 65533</td></tr>
 *   <tr><td>BYTES, VariableBytes(n), FixedBytes(n)</td><td>like texts, in base64, which takes 4
 *       bytes for 3</td></tr>
 *   <tr><td>DATETIME</td><td>DATETIME(3), in UTC</td></tr>
 *   <tr><td>Date</td><td>DATE</td></tr>
 *   <tr><td>DateTime, MicrosInstant</td><td>DATETIME(6)</td></tr>
 *   <tr><td>Timestamp(p), NanosInstant</td><td>DATETIME(p), at most 6: Doris holds
 *       microseconds</td></tr>
 *   <tr><td>Time</td><td>VARCHAR(15): tables have no time of day</td></tr>
 *   <tr><td>UUID</td><td>VARCHAR(36)</td></tr>
 *   <tr><td>Enumeration</td><td>VARCHAR of the longest name, and of 64 bytes at least</td></tr>
 *   <tr><td>OneOf</td><td>VARIANT; not inside of other types, nor as a key</td></tr>
 *   <tr><td>ARRAY, ITERABLE</td><td>ARRAY</td></tr>
 *   <tr><td>MAP</td><td>MAP; its keys are numbers, booleans, dates or texts</td></tr>
 *   <tr><td>ROW</td><td>STRUCT</td></tr>
 *   <tr><td>other logical types</td><td>as their base type</td></tr>
 * </table>
 */
public final class TypeMapping {

  private static final int BASE_DECIMAL_SCALE = 9;
  private static final int MICROS = 6;
  private static final int MILLIS = 3;
  private static final int TIME_TEXT = "23:59:59.999999".length();
  private static final int UUID_TEXT = 36;
  private static final int ENUMERATION_BYTES = 64;
  private static final int MAX_UTF8_BYTES = 4;

  private TypeMapping() {}

  /**
   * The type of a column for these values.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DorisType of(FieldType type) {
    return switch (type.getTypeName()) {
      case BOOLEAN -> DorisType.of(Kind.BOOLEAN);
      case BYTE -> DorisType.of(Kind.TINYINT);
      case INT16 -> DorisType.of(Kind.SMALLINT);
      case INT32 -> DorisType.of(Kind.INT);
      case INT64 -> DorisType.of(Kind.BIGINT);
      case FLOAT -> DorisType.of(Kind.FLOAT);
      case DOUBLE -> DorisType.of(Kind.DOUBLE);
      case DECIMAL -> DorisType.decimal(DorisType.MAX_DECIMAL, BASE_DECIMAL_SCALE);
      case STRING, BYTES -> DorisType.of(Kind.STRING);
      case DATETIME -> DorisType.datetime(MILLIS);
      case ARRAY, ITERABLE -> DorisType.array(inside(type.getCollectionElementType()));
      case MAP -> map(type);
      case ROW -> struct(type.getRowSchema());
      case LOGICAL_TYPE -> logical(type.getLogicalType());
    };
  }

  /**
   * The type of a key column for these values.
   *
   * @throws IllegalArgumentException if Doris has no such keys (Doris: {@code
   *     ColumnDefinition.java}, checkKeyColumnType)
   */
  public static DorisType ofKey(FieldType type) {
    DorisType column = of(type);
    if (column.kind() == Kind.STRING) {
      return DorisType.varchar(DorisType.MAX_VARCHAR);
    }
    checkKey(column);
    return column;
  }

  static void checkKey(DorisType type) {
    if (type.kind().isFloating()) {
      throw new IllegalArgumentException(
          "Doris has no keys of type " + type + "; use a decimal or an integer");
    }
    switch (type.kind()) {
      case STRING, JSON, VARIANT, ARRAY, MAP, STRUCT, BITMAP, HLL, QUANTILE_STATE, AGG_STATE ->
          throw new IllegalArgumentException("Doris has no keys of type " + type);
      default -> {}
    }
  }

  private static DorisType inside(FieldType type) {
    DorisType inner = of(type);
    if (inner.kind() == Kind.VARIANT) {
      throw new IllegalArgumentException(
          "A one-of inside of an array, map or row has no type in Doris");
    }
    return inner;
  }

  private static DorisType map(FieldType type) {
    DorisType key = inside(type.getMapKeyType());
    if (key.kind().isNested()) {
      throw new IllegalArgumentException("The keys of a map cannot be of type " + key);
    }
    return DorisType.map(key, inside(type.getMapValueType()));
  }

  private static DorisType struct(Schema schema) {
    if (schema.getFieldCount() == 0) {
      throw new IllegalArgumentException("A row without fields has no type in Doris");
    }
    List<DorisType> types = new ArrayList<>();
    for (Field field : schema.getFields()) {
      types.add(inside(field.getType()));
    }
    return DorisType.struct(schema.getFieldNames(), types);
  }

  private static DorisType logical(LogicalType<?, ?> type) {
    if (type instanceof Date) {
      return DorisType.of(Kind.DATE);
    }
    if (type instanceof DateTime || type instanceof MicrosInstant || type instanceof NanosInstant) {
      return DorisType.datetime(MICROS);
    }
    if (type instanceof Timestamp timestamp) {
      return DorisType.datetime(Math.min(timestamp.getArgument(), MICROS));
    }
    if (type instanceof Time) {
      return DorisType.varchar(TIME_TEXT);
    }
    if (type instanceof UuidLogicalType) {
      return DorisType.varchar(UUID_TEXT);
    }
    if (type instanceof EnumerationType enumeration) {
      return DorisType.varchar(Math.max(ENUMERATION_BYTES, longestName(enumeration)));
    }
    if (type instanceof OneOfType) {
      return DorisType.of(Kind.VARIANT);
    }
    if (type instanceof FixedPrecisionNumeric numeric) {
      return decimal(numeric);
    }
    long bytes = textBytes(type);
    if (bytes > 0) {
      return bytes > DorisType.MAX_VARCHAR ? DorisType.of(Kind.STRING) : DorisType.varchar(bytes);
    }
    return of(type.getBaseType());
  }

  /** Bytes of a text of limited length; 0 for all other types. */
  private static long textBytes(LogicalType<?, ?> type) {
    if (type instanceof VariableString text) {
      return (long) text.getMaxLength() * MAX_UTF8_BYTES;
    }
    if (type instanceof FixedString text) {
      return (long) text.getLength() * MAX_UTF8_BYTES;
    }
    if (type instanceof VariableBytes bytes) {
      return Base64Length.of(bytes.getMaxLength());
    }
    return type instanceof FixedBytes bytes ? Base64Length.of(bytes.getLength()) : 0;
  }

  static int longestName(EnumerationType enumeration) {
    return enumeration.getValues().stream()
        .mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
        .max()
        .orElse(0);
  }

  private static DorisType decimal(FixedPrecisionNumeric numeric) {
    Row argument = numeric.getArgument();
    Integer precision = argument.getInt32("precision");
    Integer scale = argument.getInt32("scale");
    if (precision == null || precision < 1 || scale == null || scale < 0 || scale > precision) {
      return DorisType.decimal(
          DorisType.MAX_DECIMAL, scale == null || scale < 0 ? BASE_DECIMAL_SCALE : scale);
    }
    if (precision > DorisType.MAX_DECIMAL) {
      throw new IllegalArgumentException(
          "A decimal of "
              + precision
              + " digits has no type in Doris, which holds "
              + DorisType.MAX_DECIMAL);
    }
    return DorisType.decimal(precision, scale);
  }

  /** Whether the type says how much it holds; a text or decimal without length asks for none. */
  static boolean isBounded(FieldType type) {
    if (type.getTypeName() == TypeName.LOGICAL_TYPE) {
      LogicalType<?, ?> logical = type.getLogicalType();
      boolean sized = logical instanceof FixedPrecisionNumeric || textBytes(logical) > 0;
      DorisType column = logical(logical);
      return sized || (column.kind() != Kind.STRING && column.kind() != Kind.DECIMAL);
    }
    return switch (type.getTypeName()) {
      case STRING, BYTES, DECIMAL -> false;
      default -> true;
    };
  }
}
