package io.dorisio.cdc;

import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.SourceValue;
import io.dorisio.format.RowKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One row's change: an upsert with the row as it is after it, or a delete with what is known of the
 * row before.
 */
@DefaultCoder(ChangeRecordCoder.class)
public final class ChangeRecord {

  /**
   * A column's value.
   *
   * @param value in one of the forms of {@link SourceValue}
   * @param type what is known of it
   */
  public record Column(String name, @Nullable Object value, MySqlType type) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Column column
          && name.equals(column.name)
          && type.equals(column.type)
          && sameValue(value, column.value);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    /** Without the value, which may be personal. */
    @Override
    public String toString() {
      return name + " " + type;
    }
  }

  private final RowKind kind;
  private final SourceTable table;
  private final List<Column> columns;
  private final List<String> keyColumns;
  private final Instant time;
  private final SourcePosition position;
  private final String gtid;
  private final String server;

  /**
   * Of one row.
   *
   * @param columns in the source's order
   * @param keyColumns names of those that make the row's key; empty if they are not known
   * @param time when the source changed the row; the epoch if it is not known
   * @param gtid of the transaction; empty if it has none
   */
  public ChangeRecord(
      RowKind kind,
      SourceTable table,
      List<Column> columns,
      List<String> keyColumns,
      Instant time,
      SourcePosition position,
      String gtid) {
    this(kind, table, columns, keyColumns, time, position, gtid, "");
  }

  private ChangeRecord(
      RowKind kind,
      SourceTable table,
      List<Column> columns,
      List<String> keyColumns,
      Instant time,
      SourcePosition position,
      String gtid,
      String server) {
    this.kind = kind;
    this.table = table;
    this.columns = List.copyOf(columns);
    this.keyColumns = List.copyOf(keyColumns);
    this.time = time;
    this.position = position;
    this.gtid = gtid;
    this.server = server;
  }

  public RowKind kind() {
    return kind;
  }

  public SourceTable table() {
    return table;
  }

  public List<Column> columns() {
    return columns;
  }

  public List<String> keyColumns() {
    return keyColumns;
  }

  public Instant time() {
    return time;
  }

  public SourcePosition position() {
    return position;
  }

  public String gtid() {
    return gtid;
  }

  /** The same change at another place, of which it keeps the part: an old key's deletion first. */
  public ChangeRecord at(SourcePosition place) {
    SourcePosition part = position.part() == 0 ? place.before() : place;
    return new ChangeRecord(kind, table, columns, keyColumns, time, part, gtid, server);
  }

  /** The same change, of a server of this name. */
  public ChangeRecord ofServer(String name) {
    return new ChangeRecord(kind, table, columns, keyColumns, time, position, gtid, name);
  }

  /** Name of the server; empty if it is not known. */
  public String server() {
    return server;
  }

  /** The column of this name, in any case as MySQL has it; null if the record has none. */
  public @Nullable Column column(String name) {
    return find(columns, name);
  }

  static @Nullable Column find(List<Column> columns, String name) {
    for (Column column : columns) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    return null;
  }

  static boolean sameValue(@Nullable Object one, @Nullable Object other) {
    return (one instanceof byte[] a && other instanceof byte[] b)
        ? Arrays.equals(a, b)
        : java.util.Objects.equals(one, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChangeRecord record
        && kind == record.kind
        && table.equals(record.table)
        && columns.equals(record.columns)
        && keyColumns.equals(record.keyColumns)
        && time.equals(record.time)
        && position.equals(record.position)
        && gtid.equals(record.gtid)
        && server.equals(record.server);
  }

  @Override
  public int hashCode() {
    return 31 * table.hashCode() + position.hashCode();
  }

  /** Without values, which may be personal. */
  @Override
  public String toString() {
    return kind + " " + table + " at " + position + " " + columns;
  }
}
