package io.dorisio.format;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * Writes the values of a field: those of the most common types by a branch, the others through
 * their {@link ValueWriter}. The types of fields take turns within a row, so that a call through
 * the interface costs more than writing a short value does.
 */
final class DirectWriter {

  private enum Kind {
    INTEGER,
    CSV_TEXT,
    JSON_TEXT,
    DECIMAL,
    QUOTED_DECIMAL,
    DATE_TIME,
    QUOTED_DATE_TIME,
    OTHER
  }

  private final Kind kind;
  private final ValueWriter writer;

  private DirectWriter(Kind kind, ValueWriter writer) {
    this.kind = kind;
    this.writer = writer;
  }

  static DirectWriter of(ValueWriter writer) {
    return new DirectWriter(kind(writer), writer);
  }

  private static Kind kind(ValueWriter writer) {
    if (writer == PlainText.INTEGER) {
      return Kind.INTEGER;
    }
    if (writer == CsvString.WRITER) {
      return Kind.CSV_TEXT;
    }
    if (writer == JsonString.WRITER) {
      return Kind.JSON_TEXT;
    }
    if (writer == PlainText.DECIMAL) {
      return Kind.DECIMAL;
    }
    if (writer == JsonTypes.DECIMAL) {
      return Kind.QUOTED_DECIMAL;
    }
    if (writer == PlainText.DATE_TIME) {
      return Kind.DATE_TIME;
    }
    return writer == JsonTypes.DATE_TIME ? Kind.QUOTED_DATE_TIME : Kind.OTHER;
  }

  void write(TextBuffer out, Object value) {
    switch (kind) {
      case INTEGER -> out.writeNumber(((Number) value).longValue());
      case CSV_TEXT -> CsvString.write(out, (String) value);
      case JSON_TEXT -> JsonString.write(out, (String) value);
      case DECIMAL -> PlainText.writeDecimal(out, (BigDecimal) value);
      case QUOTED_DECIMAL -> {
        out.write('"');
        PlainText.writeDecimal(out, (BigDecimal) value);
        out.write('"');
      }
      case DATE_TIME -> WallClock.write(out, (LocalDateTime) value);
      case QUOTED_DATE_TIME -> {
        out.write('"');
        WallClock.write(out, (LocalDateTime) value);
        out.write('"');
      }
      case OTHER -> writer.write(out, value);
    }
  }
}
