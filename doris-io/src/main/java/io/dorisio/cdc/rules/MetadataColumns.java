package io.dorisio.cdc.rules;

import io.dorisio.cdc.ChangeRecord;
import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.SequenceValue;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.MySqlType.Name;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Columns about a change, added to its row.
 *
 * <p>As text: {@code database_name, table_name as src_table, op_ts}. Without {@code as} a column
 * has the name of what it holds, see {@link Item}.
 */
public final class MetadataColumns implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Pattern ENTRY = Pattern.compile("(\\w+)(?:\\s+(?i:as)\\s+(\\S+))?");
  private static final int NAME_LENGTH = 64;

  /** What a column may hold. */
  public enum Item {
    /** The source's database: VARCHAR(256). */
    DATABASE_NAME,
    /** The source's table: VARCHAR(256). */
    TABLE_NAME,
    /**
     * The source's server: VARCHAR(256). Debezium's logical name, Maxwell's {@code server_id},
     * which changes with a failover; empty where messages tell none, as Canal's.
     */
    SERVER_NAME,
    /** When the source changed the row: DATETIME(6); null if it is not known. */
    OP_TS,
    /** {@code UPSERT} or {@code DELETE}: VARCHAR(24). */
    OP_TYPE,
    /** The place in the source as a number that grows, for a sequence column: LARGEINT. */
    SEQUENCE,
    /** The place in the source as text: VARCHAR(256). */
    POSITION,
    /** The transaction's GTID, or empty: VARCHAR(256). */
    GTID;

    /** From which the Doris type follows. */
    public MySqlType type() {
      return switch (this) {
        case DATABASE_NAME, TABLE_NAME, SERVER_NAME, POSITION, GTID ->
            MySqlType.of(Name.VARCHAR, NAME_LENGTH);
        case OP_TYPE -> MySqlType.of(Name.VARCHAR, 6);
        case OP_TS -> MySqlType.of(Name.TIMESTAMP, 6);
        case SEQUENCE -> MySqlType.of(Name.BIGINT).asUnsigned();
      };
    }

    /** Whether it is the same for all rows of a table, so that it can be in their key. */
    public boolean tellsTablesApart() {
      return this == DATABASE_NAME || this == TABLE_NAME || this == SERVER_NAME;
    }

    private Object of(ChangeRecord record) {
      return switch (this) {
        case DATABASE_NAME -> record.table().database();
        case TABLE_NAME -> record.table().table();
        case SERVER_NAME -> record.server();
        case OP_TS -> record.time();
        case OP_TYPE -> record.kind().name();
        case SEQUENCE -> SequenceValue.asLargeInt(record.position());
        case POSITION -> record.position().toString();
        case GTID -> record.gtid();
      };
    }
  }

  /** A column and what it holds. */
  public record Entry(String column, Item item) implements Serializable {}

  private final List<Entry> entries;

  private MetadataColumns(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads the columns; the empty text has none.
   *
   * @throws IllegalArgumentException naming the column that is wrong, and how
   */
  public static MetadataColumns parse(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      Matcher entry = ENTRY.matcher(part.strip());
      if (!entry.matches()) {
        throw new IllegalArgumentException(
            "The metadata column \"" + part.strip() + "\" is not of the form: item as column");
      }
      Item item = item(entry.group(1));
      String column =
          entry.group(2) == null ? item.name().toLowerCase(Locale.ROOT) : entry.group(2);
      if (entries.stream().anyMatch(other -> other.column().equalsIgnoreCase(column))) {
        throw new IllegalArgumentException("Two metadata columns have the name " + column);
      }
      entries.add(new Entry(column, item));
    }
    return new MetadataColumns(entries);
  }

  private static Item item(String name) {
    return Stream.of(Item.values())
        .filter(item -> item.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no metadata \""
                        + name
                        + "\"; there are "
                        + Stream.of(Item.values())
                            .map(item -> item.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }

  public List<Entry> entries() {
    return entries;
  }

  /**
   * The columns for a record, to follow its own.
   *
   * @throws IllegalArgumentException if the record has a column of such a name itself
   */
  public List<Column> of(ChangeRecord record) {
    List<Column> columns = new ArrayList<>();
    for (Entry entry : entries) {
      if (record.column(entry.column()) != null) {
        throw new IllegalArgumentException(
            "The table "
                + record.table()
                + " has a column "
                + entry.column()
                + " itself; give the metadata column another name with \"as\"");
      }
      boolean unknown = entry.item() == Item.OP_TS && record.time().getEpochSecond() == 0;
      Object value = unknown ? null : entry.item().of(record);
      columns.add(new Column(entry.column(), value, entry.item().type()));
    }
    return columns;
  }
}
