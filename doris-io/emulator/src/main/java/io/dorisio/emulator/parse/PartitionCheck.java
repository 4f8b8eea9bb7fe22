package io.dorisio.emulator.parse;

import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.PartitionRanges;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.PartitionParser;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which rows a table has a partition for (be/src/exec/sink/vtablet_finder.cpp). Ranges of integers
 * and times are looked at; NULL lies below all values.
 */
final class PartitionCheck {
  private static final Set<ColumnType.Kind> ORDERED =
      EnumSet.of(
          ColumnType.Kind.TINYINT,
          ColumnType.Kind.SMALLINT,
          ColumnType.Kind.INT,
          ColumnType.Kind.BIGINT,
          ColumnType.Kind.DATE,
          ColumnType.Kind.DATETIME);

  /** A partition in the column's representation: {@code from <= value < to}, as far as bounded. */
  private record Bounds(Long from, Long to) {
    boolean hold(RowValues row, int column) {
      if (row.isNull[column]) {
        return from == null;
      }
      long value = row.low[column];
      return (from == null || value >= from) && (to == null || value < to);
    }
  }

  private final List<Column> columns;
  private final int column;
  private final List<Bounds> partitions;

  private PartitionCheck(List<Column> columns, int column, List<Bounds> partitions) {
    this.columns = columns;
    this.column = column;
    this.partitions = partitions;
  }

  static PartitionCheck of(TableSchema table, List<Column> columns, ZoneId zone) {
    PartitionRanges ranges = PartitionParser.parse(table.layout().partitions());
    int column = TableSchema.indexOf(columns, ranges.column());
    if (column < 0 || !ORDERED.contains(columns.get(column).type().kind())) {
      return new PartitionCheck(columns, -1, List.of());
    }
    ColumnCast cast = ColumnCast.of(columns.get(column).type(), zone);
    List<Bounds> partitions =
        ranges.ranges().stream()
            .map(range -> new Bounds(value(cast, range.from()), value(cast, range.to())))
            .toList();
    return new PartitionCheck(columns, column, partitions);
  }

  private static Long value(ColumnCast cast, String literal) {
    if (literal == null) {
      return null;
    }
    RowValues row = new RowValues(1);
    byte[] bytes = literal.getBytes(StandardCharsets.UTF_8);
    return cast.cast(bytes, 0, bytes.length, row, 0) == ColumnCast.Result.OK ? row.low[0] : null;
  }

  boolean accepts(RowValues row) {
    return column < 0 || partitions.stream().anyMatch(bounds -> bounds.hold(row, column));
  }

  /**
   * What the error log says, which shows the row as it would have been stored
   * (Block::dump_data_json); how it names the types is UNVERIFIED.
   */
  String reason(RawRow raw) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> '"' + name(columns.get(i)) + "\":\"" + value(raw, i) + '"')
        .collect(Collectors.joining(",", "no partition for this tuple. tuple=[{", "}]"));
  }

  private static String name(Column column) {
    String type = column.type().primitiveName();
    return column.name() + "(" + (column.nullable() ? "Nullable(" + type + ")" : type) + ")";
  }

  private static String value(RawRow raw, int i) {
    return raw.state[i] == RawRow.TEXT ? raw.text(i) : "NULL";
  }
}
