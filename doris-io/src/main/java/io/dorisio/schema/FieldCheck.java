package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.LogicalType;
import org.apache.beam.sdk.schemas.logicaltypes.Date;
import org.apache.beam.sdk.schemas.logicaltypes.DateTime;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.schemas.logicaltypes.PassThroughLogicalType;
import org.apache.beam.sdk.schemas.logicaltypes.Time;
import org.apache.beam.sdk.schemas.logicaltypes.Timestamp;
import org.apache.beam.sdk.schemas.logicaltypes.UuidLogicalType;

/** The check of one Beam type against one column type. */
final class FieldCheck {

  private FieldCheck() {}

  /**
   * The check of values that are not null.
   *
   * @throws IllegalArgumentException if no value of the type fits the column
   */
  static ValueCheck of(FieldType type, DorisType column, RowCheckOptions options) {
    if (isMadeByFunctions(column.kind())) {
      return ValueCheck.NONE;
    }
    return switch (type.getTypeName()) {
      case BYTE, INT16, INT32, INT64 -> IntegerCheck.of(type, column, options);
      case FLOAT, DOUBLE -> FloatingCheck.of(type, column, options);
      case DECIMAL -> DecimalCheck.of(type, column, options);
      case BOOLEAN -> ofBoolean(type, column);
      case STRING -> TextCheck.ofText(column, options);
      case BYTES -> TextCheck.ofBytes(type, column, options);
      case DATETIME -> TimeCheck.ofInstant(type, column, options);
      case ARRAY, ITERABLE -> NestedCheck.ofArray(type, column, options);
      case MAP -> NestedCheck.ofMap(type, column, options);
      case ROW -> NestedCheck.ofRow(type, column, options);
      case LOGICAL_TYPE -> ofLogical(type, column, options);
    };
  }

  /** Columns that are filled by a function of the load, or of a type that is not known. */
  private static boolean isMadeByFunctions(Kind kind) {
    return switch (kind) {
      case BITMAP, HLL, QUANTILE_STATE, AGG_STATE, OTHER -> true;
      default -> false;
    };
  }

  static IllegalArgumentException unfit(FieldType type, DorisType column) {
    String name =
        type.getTypeName().isLogicalType()
            ? type.getLogicalType().getIdentifier()
            : type.getTypeName().name();
    return new IllegalArgumentException(
        "values of type " + name + " do not fit a column of type " + column);
  }

  private static ValueCheck ofBoolean(FieldType type, DorisType column) {
    return switch (column.kind()) {
      case DATE, DATETIME, ARRAY, MAP, STRUCT, IPV4, IPV6 -> throw unfit(type, column);
      default -> ValueCheck.NONE;
    };
  }

  private static ValueCheck ofLogical(FieldType type, DorisType column, RowCheckOptions options) {
    LogicalType<?, ?> logical = type.getLogicalType();
    if (logical instanceof Date) {
      return TimeCheck.ofDate(type, column, options);
    }
    if (logical instanceof DateTime) {
      return TimeCheck.ofDateTime(type, column, options);
    }
    if (logical instanceof Timestamp
        || logical instanceof MicrosInstant
        || logical instanceof NanosInstant) {
      return TimeCheck.ofInstant(type, column, options);
    }
    if (logical instanceof Time) {
      return TimeCheck.ofTime(type, column, options);
    }
    if (logical instanceof UuidLogicalType) {
      return TextCheck.ofAscii(type, column, options);
    }
    if (logical instanceof EnumerationType enumeration) {
      return TextCheck.ofEnumeration(type, enumeration, column, options);
    }
    if (logical instanceof OneOfType oneOf) {
      return ofOneOf(oneOf, column, options);
    }
    if (logical instanceof PassThroughLogicalType<?> passed) {
      return of(passed.getBaseType(), column, options);
    }
    return ofUnknown(logical, column, options);
  }

  private static ValueCheck ofOneOf(OneOfType type, DorisType column, RowCheckOptions options) {
    Map<String, ValueCheck> checks = new HashMap<>();
    for (Field option : type.getOneOfSchema().getFields()) {
      checks.put(option.getName(), of(option.getType(), column, options));
    }
    return value -> {
      OneOfType.Value chosen = (OneOfType.Value) value;
      Object inside = chosen.getValue();
      return inside == null
          ? null
          : checks.get(type.getCaseEnumType().toString(chosen.getCaseType())).problem(inside);
    };
  }

  /** As the base type says; but who writes it may know its values better, so it is never unfit. */
  private static <V, B> ValueCheck ofUnknown(
      LogicalType<V, B> type, DorisType column, RowCheckOptions options) {
    ValueCheck base;
    try {
      base = of(type.getBaseType(), column, options);
    } catch (IllegalArgumentException e) {
      return ValueCheck.NONE;
    }
    return value -> {
      if (value instanceof TemporalAccessor) {
        return null;
      }
      @SuppressWarnings("unchecked")
      V typed = (V) value;
      return base.problem(type.toBaseType(typed));
    };
  }
}
