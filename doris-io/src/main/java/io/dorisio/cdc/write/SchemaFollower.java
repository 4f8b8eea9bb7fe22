package io.dorisio.cdc.write;

import io.dorisio.cdc.ChangeEvent.SchemaChange;
import io.dorisio.cdc.ChangeEvent.Truncate;
import io.dorisio.cdc.SourcePosition;
import io.dorisio.cdc.mysql.DdlParser;
import io.dorisio.cdc.mysql.DdlSyntaxException;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.TableChange;
import io.dorisio.cdc.mysql.TableChange.AddColumn;
import io.dorisio.cdc.mysql.TableChange.CreateTable;
import io.dorisio.cdc.mysql.TableChange.DropColumn;
import io.dorisio.cdc.mysql.TableChange.DropTable;
import io.dorisio.cdc.mysql.TableChange.ModifyColumn;
import io.dorisio.cdc.mysql.TableChange.RenameColumn;
import io.dorisio.cdc.mysql.TableChange.TruncateTable;
import io.dorisio.cdc.mysql.TableChange.UnknownChange;
import io.dorisio.cdc.mysql.TableDefinition;
import io.dorisio.cdc.rules.SchemaChangePolicy.Action;
import io.dorisio.cdc.rules.SchemaChangePolicy.Subject;
import io.dorisio.client.TableName;
import io.dorisio.schema.SchemaEvolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows changes of the source's schema in Doris, as the policy has it. Each is applied when its
 * message is read, so before the rows behind it, and may be applied again after a restart.
 */
final class SchemaFollower {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaFollower.class);

  private final ChangeSpec spec;
  private final CachedRoutes routes;
  private final TargetTables tables;
  private final MergedTables merged;
  private final TruncationAdvice truncations;

  SchemaFollower(ChangeSpec spec, CachedRoutes routes, TargetTables tables, MergedTables merged) {
    this.spec = spec;
    this.routes = routes;
    this.tables = tables;
    this.merged = merged;
    this.truncations = new TruncationAdvice(spec);
  }

  /**
   * Applies what a statement did.
   *
   * @param at its place in the source
   * @throws IllegalStateException if the policy is to fail, or Doris cannot do it: the job stops,
   *     and goes on from here when someone has seen to it
   */
  void follow(SchemaChange event, SourcePosition at) throws IOException, InterruptedException {
    for (TableChange change : changes(event)) {
      Optional<TableName> table = route(change.table());
      // A snapshot tells how its tables came to be, drops before it included.
      boolean told = event.position().snapshot() && !(change instanceof CreateTable);
      if (table.isPresent() && !told) {
        follow(change, table.get(), event.ddl(), at);
      }
    }
  }

  /** The same, of a truncation. */
  void follow(Truncate event, SourcePosition at) throws IOException, InterruptedException {
    Optional<TableName> table = route(event.table());
    if (table.isPresent()) {
      follow(new TruncateTable(event.table()), table.get(), "TRUNCATE TABLE", at);
    }
  }

  private Optional<TableName> route(SourceTable table) {
    try {
      return routes.route(table);
    } catch (IllegalArgumentException e) {
      LOG.warn("A change of {} is left out: {}", table, e.getMessage());
      return Optional.empty();
    }
  }

  /** From the statement; where it is not understood or missing, from the tables after it. */
  private static List<TableChange> changes(SchemaChange event) {
    List<TableChange> changes = new ArrayList<>();
    if (!event.ddl().isEmpty()) {
      try {
        changes.addAll(DdlParser.parse(event.ddl(), event.database()));
        // CREATE TABLE … LIKE and AS SELECT do not say what Debezium and Maxwell know.
        changes.replaceAll(change -> described(change, event.tables()));
        return changes;
      } catch (DdlSyntaxException e) {
        LOG.warn("{}; the tables after it are looked at, if it names them", e.getMessage());
      }
    }
    event.tables().forEach(table -> changes.add(new CreateTable(table)));
    event.dropped().forEach(table -> changes.add(new DropTable(table)));
    if (changes.isEmpty() && !event.ddl().isEmpty()) {
      changes.add(new UnknownChange(new SourceTable(event.database(), "?"), event.ddl()));
    }
    return changes;
  }

  private static TableChange described(TableChange change, List<TableDefinition> tables) {
    Subject subject = Subject.of(change);
    if (subject != Subject.CREATE && subject != Subject.UNKNOWN) {
      return change;
    }
    return tables.stream()
        .filter(table -> table.table().equals(change.table()) && !table.columns().isEmpty())
        .findFirst()
        .<TableChange>map(CreateTable::new)
        .orElse(change);
  }

  private void follow(TableChange change, TableName table, String ddl, SourcePosition at)
      throws IOException, InterruptedException {
    Action action = spec.policy().of(change);
    if (action == Action.FAIL) {
      throw new IllegalStateException(
          "The source changed "
              + change.table()
              + ", and the policy is to fail then ("
              + Subject.of(change).name().toLowerCase(Locale.ROOT)
              + "=fail). "
              + advice(change, table, at)
              + ". The statement: "
              + ddl);
    }
    if (action == Action.APPLY) {
      try {
        apply(change, table);
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(
            table + " cannot follow " + change.table() + ": " + e.getMessage() + ": " + ddl, e);
      }
    }
  }

  private String advice(TableChange change, TableName table, SourcePosition at) throws IOException {
    return change instanceof TruncateTable
        ? truncations.of(change.table(), at, table, tables.find(table))
        : "See to " + table + " in Doris, and let the job go on with =ignore";
  }

  private void apply(TableChange change, TableName table) throws IOException, InterruptedException {
    SourceTable source = change.table();
    if (change instanceof CreateTable create) {
      created(create.definition(), table);
    } else if (change instanceof AddColumn add) {
      TargetColumn column = TargetColumn.ofAdded(add, spec);
      if (isThere(table)) {
        tellOfOldRows(add, column, table);
        tables.holding(table, List.of(column), List.of());
      }
    } else if (change instanceof ModifyColumn modify) {
      List<TargetColumn> column =
          TargetColumn.ofDefinition(source, List.of(modify.column()), spec.withoutMetadata());
      if (isThere(table)) {
        tables.evolve(table, column, SchemaEvolution.ADD_AND_WIDEN);
      }
    } else if (change instanceof RenameColumn rename) {
      tables.rename(table, rename.column(), rename.to());
    } else if (change instanceof DropColumn drop) {
      tables.drop(table, drop.column());
    }
  }

  private static void tellOfOldRows(AddColumn add, TargetColumn column, TableName table) {
    if (column.inOldRows() == null && !add.inOldRows().isNull()) {
      LOG.warn(
          "{} has a new column {} with DEFAULT {}, which Doris cannot be told: in {} the rows that"
              + " were there before have NULL in it. UPDATE them",
          add.table(),
          add.column().name(),
          add.inOldRows(),
          table);
    }
  }

  /** Where tables are not created, rows find theirs, or fail. */
  private boolean isThere(TableName table) throws IOException {
    return tables.find(table).isPresent();
  }

  private void created(TableDefinition definition, TableName table)
      throws IOException, InterruptedException {
    List<TargetColumn> columns =
        TargetColumn.ofDefinition(definition.table(), definition.columns(), spec);
    List<String> given = spec.parser().keys().of(definition.table());
    List<String> keys = given.isEmpty() ? definition.primaryKey() : given;
    if (isThere(table)) {
      if (spec.policy().of(Subject.ADD) == Action.APPLY) {
        tables.holding(table, columns, keys);
      }
    } else if (spec.newTables() != null) {
      tables.create(table, columns, keys, definition.comment());
    }
    tables.find(table).ifPresent(target -> merged.define(definition.table(), target));
  }
}
