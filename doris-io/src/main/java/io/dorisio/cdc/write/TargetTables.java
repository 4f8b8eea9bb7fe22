package io.dorisio.cdc.write;

import io.dorisio.cdc.rules.SchemaChangePolicy.Action;
import io.dorisio.cdc.rules.SchemaChangePolicy.Subject;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.DorisException;
import io.dorisio.client.Statements;
import io.dorisio.client.TableName;
import io.dorisio.schema.ColumnChanges;
import io.dorisio.schema.SchemaEvolution;
import io.dorisio.schema.SchemaReader;
import io.dorisio.schema.TableDefinition;
import io.dorisio.schema.TablePreparation;
import io.dorisio.schema.TableSchema;
import io.dorisio.schema.TableSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Doris tables of one worker: read once, made and changed as the rules have it, and read again
 * once a minute, since other workers change them too.
 */
final class TargetTables implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration ANSWER = Duration.ofMinutes(1);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration FRESH_ENOUGH = Duration.ofSeconds(10);
  private static final int KEPT = 10_000;

  private final ChangeSpec spec;
  private final Statements statements;
  private final SchemaReader reader;
  private final TablePreparation preparation;
  private final ColumnChanges columns;
  private final Map<TableName, Target> known = new HashMap<>();

  TargetTables(ChangeSpec spec, DorisConnection connection) {
    this.spec = spec;
    this.statements = new Statements(connection, ANSWER);
    this.reader = new SchemaReader(statements);
    this.preparation = new TablePreparation(connection, LIMIT);
    this.columns = new ColumnChanges(connection, LIMIT);
  }

  /** The table as it was a minute ago or later; empty if there is none. */
  Optional<Target> find(TableName table) throws IOException {
    return find(table, FRESH);
  }

  private Optional<Target> find(TableName table, Duration fresh) throws IOException {
    Target target = known.get(table);
    if (target != null && System.nanoTime() - target.readNanos() < fresh.toNanos()) {
      return Optional.of(target);
    }
    return reader.find(table).map(schema -> keep(table, schema));
  }

  private Target keep(TableName table, TableSchema schema) {
    if (known.size() >= KEPT) {
      known.clear();
    }
    Target target = new Target(table, schema, System.nanoTime());
    known.put(table, target);
    return target;
  }

  /**
   * The table with columns for all of these, as far as the policy adds them.
   *
   * @throws IllegalArgumentException if it cannot be made or changed so
   * @throws IllegalStateException if it lacks a column, and the policy is to fail then
   * @throws DorisException if it is missing and not to be created
   */
  Target holding(TableName table, List<TargetColumn> wanted, List<String> keys)
      throws IOException, InterruptedException {
    Optional<Target> found = find(table);
    if (found.isEmpty()) {
      return create(table, wanted, keys, "");
    }
    if (missing(found.get(), wanted).isEmpty()) {
      return found.get();
    }
    Action action = spec.policy().of(Subject.ADD);
    Target target =
        action == Action.APPLY ? found.get() : find(table, FRESH_ENOUGH).orElse(found.get());
    List<TargetColumn> missing = missing(target, wanted);
    if (missing.isEmpty() || action == Action.IGNORE) {
      return target;
    }
    if (action == Action.FAIL) {
      throw new IllegalStateException(
          table
              + " has no column "
              + missing.get(0).name()
              + ", which the source has, and the policy is to fail then (add=fail); add it, or"
              + " change the policy");
    }
    return evolve(table, missing, SchemaEvolution.ADD_COLUMNS);
  }

  private static List<TargetColumn> missing(Target target, List<TargetColumn> wanted) {
    int[] places = target.places(wanted.stream().map(TargetColumn::name).toList());
    List<TargetColumn> missing = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] < 0) {
        missing.add(wanted.get(i));
      }
    }
    return missing;
  }

  /**
   * Makes a table unless there is one.
   *
   * @throws IllegalArgumentException if its columns make no table
   * @throws DorisException if tables are not to be created
   */
  Target create(TableName table, List<TargetColumn> wanted, List<String> sourceKeys, String comment)
      throws IOException, InterruptedException {
    NewTables newTables = spec.newTables();
    if (newTables == null) {
      throw new DorisException(
          table + " does not exist, and the job is not to create tables; create it");
    }
    List<String> keys = newTables.keys().of(table, sourceKeys);
    List<TargetColumn> all = newTables.columns(wanted);
    TableDefinition definition = newTables.definition(all, keys, comment);
    TableSetup setup = TableSetup.DEFAULT.createIfNeeded(definition);
    return keep(table, preparation.createAndEvolve(table, NewTables.fields(all, keys), setup));
  }

  /** Changes a table that exists. */
  Target evolve(TableName table, List<TargetColumn> wanted, SchemaEvolution evolution)
      throws IOException, InterruptedException {
    TableDefinition definition = TableDefinition.duplicate();
    for (TargetColumn column : wanted) {
      definition = definition.withColumnType(column.name(), column.type());
      if (column.inOldRows() != null) {
        definition = definition.withColumnDefault(column.name(), column.inOldRows());
      }
    }
    TableSetup setup =
        new TableSetup(
            TableSetup.DEFAULT.create(), definition, evolution, TableSetup.DEFAULT.write());
    return keep(
        table, preparation.createAndEvolve(table, NewTables.fields(wanted, List.of()), setup));
  }

  /** The column takes the values of both names, see {@link ColumnChanges}. */
  void rename(TableName table, String from, String to) throws IOException, InterruptedException {
    known.remove(table);
    columns.addName(table, from, to);
  }

  void drop(TableName table, String column) throws IOException, InterruptedException {
    known.remove(table);
    columns.drop(table, column);
  }

  @Override
  public void close() {
    statements.close();
    preparation.close();
    columns.close();
  }
}
