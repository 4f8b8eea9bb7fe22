package io.dorisio.write;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.KeysModel;
import io.dorisio.client.TableName;
import io.dorisio.format.RowColumns;
import io.dorisio.schema.RowCheck;
import io.dorisio.schema.RowCheckOptions;
import io.dorisio.schema.TablePreparation;
import io.dorisio.schema.TableSchema;
import io.dorisio.schema.TableSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Gets tables ready for the rows of one worker, and compares each row with its table. A table is
 * looked at when the first row of a schema comes for it, and again when a row does not fit, since
 * it may have changed: but no sooner than ten seconds later. What was seen last of a thousand
 * tables and schemas is kept, so that bundles after the first ask the server nothing.
 */
final class TableAccess implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
  private static final Duration PREPARE = Duration.ofMinutes(5);
  private static final int KEPT = 1_000;

  /** What has been seen is remembered by this. */
  private record Key(TableName table, Schema rows) {}

  private record Refusal(IllegalArgumentException why, long nanos) {}

  /** Forgets what was used least recently. */
  private static final class Recent<V> extends LinkedHashMap<Key, V> {
    private static final long serialVersionUID = 1L;

    private Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
      return size() > KEPT;
    }
  }

  private final TablePreparation preparation;
  private final Duration lookAgain;
  private final @Nullable RowCheckOptions checks;
  private final boolean deletes;
  private final Map<Key, Entry> entries = new Recent<>();
  private final Map<Key, Refusal> refusals = new Recent<>();

  /**
   * @param checks how rows are compared with their table; null if they are not
   * @param deletes whether rows can be deletes
   */
  TableAccess(DorisConnection connection, @Nullable RowCheckOptions checks, boolean deletes) {
    this(connection, checks, deletes, LOOK_AGAIN);
  }

  TableAccess(
      DorisConnection connection,
      @Nullable RowCheckOptions checks,
      boolean deletes,
      Duration lookAgain) {
    this.preparation = new TablePreparation(connection, PREPARE);
    this.lookAgain = lookAgain;
    this.checks = checks;
    this.deletes = deletes;
  }

  /** Rows of one schema, on their way to one table. */
  final class Entry {
    private final TableName table;
    private final Schema rows;
    private final TableSetup setup;
    private @Nullable RowCheck check;
    private long lookedNanos;

    private Entry(TableName table, Schema rows, TableSetup setup)
        throws IOException, InterruptedException {
      this.table = table;
      this.rows = rows;
      this.setup = setup;
      look();
    }

    private void look() throws IOException, InterruptedException {
      lookedNanos = System.nanoTime();
      TableSchema schema = preparation.createAndEvolve(table, rows, setup);
      if (deletes && schema.keysModel() != KeysModel.UNIQUE) {
        throw new IllegalArgumentException(
            "Rows can be deleted by key only in a UNIQUE table; "
                + table
                + " is "
                + schema.keysModel());
      }
      check = checks == null ? null : RowCheck.of(rows, schema, checks);
    }

    /** Whether rows surely fit; if not, they are to be compared one by one. */
    boolean passes(RowColumns rows) {
      return check == null || check.passes(rows.values(), rows.rows());
    }

    /**
     * Compares a row with the table.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    void check(Row row) throws IOException, InterruptedException {
      if (check == null) {
        return;
      }
      try {
        check.check(row);
      } catch (IllegalArgumentException e) {
        if (System.nanoTime() - lookedNanos < lookAgain.toNanos()) {
          throw e;
        }
        look();
        check.check(row);
      }
    }
  }

  /**
   * Gets a table ready for rows of a schema.
   *
   * @return null if nothing is to be done, nor to be checked
   * @throws IllegalArgumentException if rows of this schema do not fit the table
   */
  @Nullable Entry open(TableName table, Schema rows, TableSetup setup)
      throws IOException, InterruptedException {
    if (checks == null && setup.equals(TableSetup.DEFAULT)) {
      return null;
    }
    Key key = new Key(table, rows);
    Entry known = entries.get(key);
    if (known != null) {
      return known;
    }
    Refusal refusal = refusals.get(key);
    if (refusal != null && System.nanoTime() - refusal.nanos() < lookAgain.toNanos()) {
      throw refusal.why();
    }
    try {
      Entry entry = new Entry(table, rows, setup);
      refusals.remove(key);
      entries.put(key, entry);
      return entry;
    } catch (IllegalArgumentException e) {
      refusals.put(key, new Refusal(e, System.nanoTime()));
      throw e;
    }
  }

  @Override
  public void close() {
    preparation.close();
  }
}
