package io.dorisio.cdc;

import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.TableDefinition;
import java.time.Instant;
import java.util.List;

/** What a message says. */
public sealed interface ChangeEvent {

  /** A row was changed. */
  record DataChange(ChangeRecord record) implements ChangeEvent {}

  /**
   * The schema was changed.
   *
   * @param database which the statement was run in; may be empty
   * @param ddl the statement; empty if the message has none
   * @param tables the tables as they are after it, as far as the message tells; empty otherwise
   * @param dropped tables that are gone, as far as the message tells
   */
  record SchemaChange(
      String database,
      String ddl,
      List<TableDefinition> tables,
      List<SourceTable> dropped,
      Instant time,
      SourcePosition position)
      implements ChangeEvent {

    public SchemaChange {
      tables = List.copyOf(tables);
      dropped = List.copyOf(dropped);
    }
  }

  /** All rows of a table were deleted at once. */
  record Truncate(SourceTable table, Instant time, SourcePosition position)
      implements ChangeEvent {}

  /** Nothing to do: to be counted only. */
  record Ignored(Reason reason) implements ChangeEvent {

    /** Why. */
    public enum Reason {
      /** A message without a value; the deletion came before it. */
      TOMBSTONE,
      HEARTBEAT,
      /** Begin or end of a transaction. */
      TRANSACTION,
      /** Begin or end of a snapshot or bootstrap, or another notice of the tool. */
      NOTICE
    }
  }
}
