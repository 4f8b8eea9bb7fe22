package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;

/** Texts, bytes in base64, and what is written as text. Doris counts bytes of UTF-8. */
final class TextCheck {

  private TextCheck() {}

  /** The most bytes of a column of texts. */
  static int limit(DorisType column, RowCheckOptions options) {
    return column.kind() == Kind.CHAR || column.kind() == Kind.VARCHAR
        ? column.length()
        : options.maxStringBytes();
  }

  static String tooLong(long bytes, int limit, Object value) {
    return "has " + bytes + " bytes, and it holds " + limit + ": \"" + Shown.value(value) + "\"";
  }

  static ValueCheck ofText(DorisType column, RowCheckOptions options) {
    return switch (column.kind()) {
      case CHAR, VARCHAR, STRING, JSON, VARIANT -> {
        int limit = limit(column, options);
        yield value -> {
          String text = (String) value;
          return Utf8Length.isWithin(text, limit)
              ? null
              : tooLong(Utf8Length.of(text), limit, text);
        };
      }
      // The server reads numbers, dates and nested values from texts.
      default -> ValueCheck.NONE;
    };
  }

  static ValueCheck ofBytes(FieldType type, DorisType column, RowCheckOptions options) {
    requireText(type, column);
    int limit = limit(column, options);
    return value -> {
      int bytes = ((byte[]) value).length;
      long length = Base64Length.of(bytes);
      return length <= limit
          ? null
          : "has " + bytes + " bytes, " + length + " in base64, and it holds " + limit;
    };
  }

  /** Values whose text has one byte a character. */
  static ValueCheck ofAscii(FieldType type, DorisType column, RowCheckOptions options) {
    requireText(type, column);
    int limit = limit(column, options);
    return value -> {
      int length = value.toString().length();
      return length <= limit ? null : tooLong(length, limit, value);
    };
  }

  static ValueCheck ofEnumeration(
      FieldType type, EnumerationType enumeration, DorisType column, RowCheckOptions options) {
    requireText(type, column);
    int limit = limit(column, options);
    if (TypeMapping.longestName(enumeration) <= limit) {
      return ValueCheck.NONE;
    }
    return value -> {
      String name = enumeration.toString((EnumerationType.Value) value);
      return Utf8Length.isWithin(name, limit) ? null : tooLong(Utf8Length.of(name), limit, name);
    };
  }

  /** Text that is no JSON cannot be stored as such. */
  static void requireText(FieldType type, DorisType column) {
    if (!column.kind().isText() && column.kind() != Kind.VARIANT) {
      throw FieldCheck.unfit(type, column);
    }
  }
}
