package io.dorisio.emulator.parse;

import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
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
  private final SourceLine line;
  private final PartitionCheck partitions;
  private final boolean strict;
  private final boolean typed;
  private final RowValues values;

  /**
   * @param typed whether values come in the table's types and none is cast
   */
  RowAssembler(
      ColumnMapping mapping,
      PartitionCheck partitions,
      boolean strict,
      boolean typed,
      ZoneId zone,
      Instant now) {
    this.columns = mapping.staged();
    this.partitions = partitions;
    this.strict = strict;
    this.typed = typed;
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
    this.line = new SourceLine(mapping.targets(), defaults);
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
    if (!partitions.accepts(values)) {
      rejected.rejected(partitions.reason(raw), "");
      return null;
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
    if (typed && column.type().kind() == ColumnType.Kind.DECIMAL) {
      rejected.rejected(notValid(raw.text(i), column), "");
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
          line.of(raw));
      return false;
    }
    return isNullable(column, raw, rejected);
  }

  private boolean nullValue(RawRow raw, int i, RejectedRows rejected) {
    values.isNull[i] = true;
    return isNullable(columns.get(i), raw, rejected);
  }

  private boolean absent(RawRow raw, int i, RejectedRows rejected) {
    if (defaults[i] == null) {
      return nullValue(raw, i, rejected);
    }
    values.isNull[i] =
        casts[i].cast(defaults[i], 0, defaults[i].length, values, i) != ColumnCast.Result.OK;
    return true;
  }

  /**
   * Worded like be/src/exec/scan/file_scanner.cpp, _convert_to_output_block, in every format: what
   * the JSON reader would say of columns that are not nullable does not come up, because those of
   * the file are all nullable (NereidsLoadScanProvider, fillContextExprMap).
   */
  private boolean isNullable(Column column, RawRow raw, RejectedRows rejected) {
    if (!column.nullable()) {
      rejected.rejected(
          "column(" + column.name() + ") values is null while columns is not nullable",
          line.of(raw));
    }
    return column.nullable();
  }

  /** Worded like be/src/exec/sink/vtablet_block_convertor.cpp, which has no source line. */
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
        + (string ? "-1; limit length: " + ColumnCast.STRING_LIMIT : type.length())
        + "; actual length: "
        + length
        + "; ";
  }

  /** Worded like the same file; the numbers are those of the representation. */
  private static String notValid(String number, Column column) {
    ColumnType type = column.type();
    BigInteger max = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    return "column_name["
        + column.name()
        + "], decimal value is not valid for definition, value="
        + new BigDecimal(number).unscaledValue()
        + ", precision="
        + type.precision()
        + ", scale="
        + type.scale()
        + ", min="
        + max.negate()
        + ", max="
        + max
        + "; ";
  }
}
