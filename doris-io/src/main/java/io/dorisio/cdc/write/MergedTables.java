package io.dorisio.cdc.write;

import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.rules.MetadataColumns.Entry;
import io.dorisio.cdc.rules.MetadataColumns.Item;
import io.dorisio.client.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees where tables of the source become one whose key does not tell them apart. A worker sees the
 * tables that come by it: with Kafka those of its partitions.
 */
final class MergedTables {

  private static final Logger LOG = LoggerFactory.getLogger(MergedTables.class);
  private static final int KEPT = 10_000;

  /** A table of a server; empty where only the definition is known, which names none. */
  private record Origin(String server, SourceTable table) {

    @Override
    public String toString() {
      return server.isEmpty() ? table.toString() : table + " of " + server;
    }
  }

  /** What rows of an origin have in common: the part of their key that is metadata. */
  private record Part(TableName target, boolean ofRows, List<String> values) {}

  private final ChangeSpec spec;
  private final Map<Part, Origin> seen = new HashMap<>();
  private final Set<TableName> told = new HashSet<>();

  MergedTables(ChangeSpec spec) {
    this.spec = spec;
  }

  /**
   * A table's definition goes to this target.
   *
   * @throws IllegalStateException if the policy is to fail when keys are shared
   */
  void define(SourceTable table, Target target) {
    if (keyItems(target).contains(Item.SERVER_NAME)) {
      return;
    }
    see(new Origin("", table), target, false);
  }

  /**
   * A row of a table goes to this target.
   *
   * @throws IllegalStateException if the policy is to fail when keys are shared
   */
  void write(String server, SourceTable table, Target target) {
    see(new Origin(server, table), target, true);
  }

  private void see(Origin origin, Target target, boolean ofRows) {
    if (spec.sharedKeys() == SharedKeys.IGNORE || !target.isUnique()) {
      return;
    }
    List<String> values = new ArrayList<>();
    for (Item item : keyItems(target)) {
      values.add(
          switch (item) {
            case SERVER_NAME -> origin.server();
            case DATABASE_NAME -> origin.table().database();
            default -> origin.table().table();
          });
    }
    if (seen.size() >= KEPT) {
      seen.clear();
    }
    Origin first = seen.putIfAbsent(new Part(target.table(), ofRows, values), origin);
    if (first != null && !first.equals(origin)) {
      tell(first, origin, target);
    }
  }

  private List<Item> keyItems(Target target) {
    List<Item> items = new ArrayList<>();
    for (Entry entry : spec.metadata().entries()) {
      if (entry.item().tellsTablesApart()
          && target.keys().stream().anyMatch(entry.column()::equalsIgnoreCase)) {
        items.add(entry.item());
      }
    }
    return items;
  }

  private void tell(Origin first, Origin second, Target target) {
    String words =
        "Rows of "
            + first
            + " and "
            + second
            + " go to "
            + target.table()
            + ", whose key "
            + target.keys()
            + " does not tell them apart: rows of equal keys overwrite one another, and the"
            + " deletion of one deletes the other. If their keys are disjoint, say so (sharedKeys"
            + " IGNORE); else have the metadata columns database_name, table_name or server_name"
            + " in the key of the Doris table (keyColumns, where the job creates it)";
    if (spec.sharedKeys() == SharedKeys.FAIL) {
      throw new IllegalStateException(words);
    }
    if (told.add(target.table())) {
      LOG.warn("{}", words);
    }
  }
}
