package io.dorisio.emulator.parse;

import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.List;

/** Makes typed rows of raw ones, or says why one is filtered (doris-protocol 3.4, 7.2). */
final class RowAssembler {
  private static final int SHOWN_BYTES = 32;

  private final List<Column> columns;
  private final ColumnCast[] casts;
  private final byte[][] defaults;
  private final boolean strict;
  private final boolean json;
  private final RowValues values;

  RowAssembler(List<Column> columns, boolean strict, boolean json, ZoneId zone, Instant now) {
    this.columns = columns;
    this.strict = strict;
    this.json = json;
    this.values = new RowValues(columns.size());
    this.casts = new ColumnCast[columns.size()];
    this.defaults = new byte[columns.size()][];
    for (int i = 0; i < casts.length; i++) {
      Column column = columns.get(i);
      casts[i] = ColumnCast.of(column.type(), zone);
      if (column.defaultValue() != null) {
        String text =
            column.defaultValue().equals(Column.CURRENT_TIMESTAMP)
                ? currentTimestamp(column, LocalDateTime.ofInstant(now, zone))
                : column.defaultValue();
        defaults[i] = text.getBytes(StandardCharsets.UTF_8);
      }
    }
  }

  /** The time of the load, cut to the precision of the column. */
  private static String currentTimestamp(Column column, LocalDateTime now) {
    int unit = 1_000_000_000;
    for (int i = 0; i < column.type().precision(); i++) {
      unit /= 10;
    }
    return now.minusNanos(now.get(ChronoField.NANO_OF_SECOND) % unit).toString();
  }

  /** The values, or null where the row was filtered. */
  RowValues assemble(RawRow raw, RejectedRows rejected) {
    for (int i = 0; i < casts.length; i++) {
      boolean fits =
          switch (raw.state[i]) {
            case RawRow.TEXT -> text(raw, i, rejected);
            case RawRow.NULL -> nullValue(raw, i, rejected);
            default -> absent(raw, i, rejected);
          };
      if (!fits) {
        return null;
      }
    }
    return values;
  }

  private boolean text(RawRow raw, int i, RejectedRows rejected) {
    ColumnCast.Result result = casts[i].cast(raw.buffer[i], raw.start[i], raw.end[i], values, i);
    values.isNull[i] = result != ColumnCast.Result.OK;
    if (result == ColumnCast.Result.OK) {
      return true;
    }
    Column column = columns.get(i);
    if (result == ColumnCast.Result.TOO_LONG) {
      rejected.rejected(tooLong(raw, i, column), "");
      return false;
    }
    // Without strict mode what does not convert becomes NULL and nobody counts it (doris-protocol
    // 3.4).
    if (strict) {
      rejected.rejected(
          "column("
              + column.name()
              + ") value is incorrect while strict mode is true, src value is "
              + raw.text(i),
          raw.dump());
      return false;
    }
    return isNullable(column, raw, rejected);
  }

  private boolean nullValue(RawRow raw, int i, RejectedRows rejected) {
    values.isNull[i] = true;
    Column column = columns.get(i);
    if (json && !column.nullable()) {
      rejected.rejected(
          "Json value is null, but the column `" + column.name() + "` is not nullable.",
          raw.dump());
      return false;
    }
    return isNullable(column, raw, rejected);
  }

  private boolean absent(RawRow raw, int i, RejectedRows rejected) {
    if (defaults[i] != null) {
      values.isNull[i] =
          casts[i].cast(defaults[i], 0, defaults[i].length, values, i) != ColumnCast.Result.OK;
    } else {
      values.isNull[i] = true;
      if (!columns.get(i).nullable()) {
        rejected.rejected(
            "The column `"
                + columns.get(i).name()
                + "` is not nullable, but it's not found in jsondata.",
            raw.dump());
        return false;
      }
    }
    return true;
  }

  /** Worded like be/src/vec/exec/scan/vfile_scanner.cpp. */
  private static boolean isNullable(Column column, RawRow raw, RejectedRows rejected) {
    if (!column.nullable()) {
      rejected.rejected(
          "column(" + column.name() + ") values is null while columns is not nullable", raw.dump());
    }
    return column.nullable();
  }

  /**
   * Worded like be/src/vec/sink/vtablet_block_convertor.cpp, which no longer has the source line.
   */
  private static String tooLong(RawRow raw, int i, Column column) {
    ColumnType type = column.type();
    boolean string = type.kind() == ColumnType.Kind.STRING;
    int length = raw.end[i] - raw.start[i];
    String shown =
        new String(
            raw.buffer[i], raw.start[i], Math.min(length, SHOWN_BYTES), StandardCharsets.UTF_8);
    return "column_name["
        + column.name()
        + "], the length of input "
        + (string ? "string is too long than vec schema. " : "is too long than schema. ")
        + "first 32 bytes of input str: ["
        + shown
        + "] schema length: "
        + (string ? ColumnCast.STRING_LIMIT : type.length())
        + "; actual length: "
        + length
        + "; ";
  }
}
