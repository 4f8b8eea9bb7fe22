package io.dorisio.emulator.parse;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;

/** Values of Arrow's vectors as the texts that columns are cast from. */
final class ArrowText {
  /**
   * The zone of times that have one: TimezoneUtils::default_time_zone of the backend, whatever the
   * header timezone says (arrow_stream_reader.cpp). Times without a zone are taken as they are, as
   * newer servers do (data_type_datetimev2_serde.cpp); older ones move them too.
   */
  private static final ZoneId ZONE = ZoneOffset.ofHours(8);

  /** The text of a value; null for NULL. */
  byte[] of(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof VarCharVector texts) {
      return texts.get(row);
    }
    if (vector instanceof VarBinaryVector bytes) {
      return bytes.get(row);
    }
    StringBuilder text = new StringBuilder();
    boolean nested = vector instanceof ListVector || vector instanceof StructVector;
    if (nested) {
      nested(vector, row, text);
    } else {
      text.append(scalar(vector, row));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String scalar(ValueVector vector, int row) {
    if (vector instanceof BitVector bits) {
      return String.valueOf(bits.get(row));
    }
    if (vector instanceof DateDayVector days) {
      return LocalDate.ofEpochDay(days.get(row)).toString();
    }
    if (vector instanceof DateMilliVector millis) {
      return LocalDate.ofEpochDay(Math.floorDiv(millis.get(row), 86_400_000L)).toString();
    }
    if (vector instanceof TimeStampVector times) {
      return time(times, row);
    }
    Object value = vector.getObject(row);
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(value);
  }

  private String time(TimeStampVector times, int row) {
    ArrowType.Timestamp type = (ArrowType.Timestamp) times.getField().getType();
    TimeUnit unit = type.getUnit();
    long perSecond =
        switch (unit) {
          case SECOND -> 1;
          case MILLISECOND -> 1_000;
          case MICROSECOND -> 1_000_000;
          case NANOSECOND -> 1_000_000_000;
        };
    boolean zoned = type.getTimezone() != null && !type.getTimezone().isEmpty();
    long value = times.get(row);
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(value, perSecond),
            Math.floorMod(value, perSecond) * (1_000_000_000 / perSecond));
    return LocalDateTime.ofInstant(instant, zoned ? ZONE : ZoneOffset.UTC).toString();
  }

  private void nested(ValueVector vector, int row, StringBuilder out) {
    if (vector.isNull(row)) {
      out.append("null");
    } else if (vector instanceof MapVector map) {
      map(map, row, out);
    } else if (vector instanceof ListVector list) {
      out.append('[');
      for (int i = list.getElementStartIndex(row); i < list.getElementEndIndex(row); i++) {
        out.append(i > list.getElementStartIndex(row) ? "," : "");
        nested(list.getDataVector(), i, out);
      }
      out.append(']');
    } else if (vector instanceof StructVector struct) {
      out.append('{');
      for (FieldVector child : struct.getChildrenFromFields()) {
        out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
        quote(child.getName(), out);
        out.append(':');
        nested(child, row, out);
      }
      out.append('}');
    } else {
      Object value = vector.getObject(row);
      boolean plain = value instanceof Number || value instanceof Boolean;
      boolean number = plain && !(vector instanceof DateDayVector);
      if (number && !(vector instanceof TimeStampVector)) {
        out.append(scalar(vector, row));
      } else {
        quote(value instanceof Text text ? text.toString() : scalar(vector, row), out);
      }
    }
  }

  private void map(MapVector map, int row, StringBuilder out) {
    StructVector entries = (StructVector) map.getDataVector();
    out.append('{');
    for (int i = map.getElementStartIndex(row); i < map.getElementEndIndex(row); i++) {
      out.append(i > map.getElementStartIndex(row) ? "," : "");
      nested(entries.getChildByOrdinal(0), i, out);
      out.append(':');
      nested(entries.getChildByOrdinal(1), i, out);
    }
    out.append('}');
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }
}
