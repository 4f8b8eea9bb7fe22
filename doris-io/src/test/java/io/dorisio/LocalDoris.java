package io.dorisio;

import static org.junit.jupiter.api.Assertions.fail;

import io.dorisio.client.DorisClient;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.StreamLoad;
import io.dorisio.client.StreamLoadRequest;
import io.dorisio.client.TableName;
import io.dorisio.emulator.DorisEmulator;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A local Doris for the tests of a class, with a database of its own for each test that asks. */
public final class LocalDoris implements BeforeAllCallback, AfterAllCallback {

  /** Special characters, so that no test passes with credentials that are merely copied. */
  public static final String PASSWORD = "s3cret:p@ss/w%rd";

  /** Longer than a machine stalls. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final AtomicInteger TABLES = new AtomicInteger();
  private static final AtomicInteger LABELS = new AtomicInteger();

  private DorisEmulator doris;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    doris = DorisEmulator.builder().user("etl", PASSWORD).start();
    doris.execute("CREATE DATABASE test");
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    doris.close();
  }

  public DorisConnection connection() {
    return DorisConnection.of(doris.frontendAddress()).withCredentials("etl", PASSWORD);
  }

  public String backendAddress() {
    return doris.backendAddress();
  }

  /** Creates a DUPLICATE KEY table, in which a lost or doubled row cannot hide. */
  public String createTable(String columns, String key) {
    String table = newTable();
    execute(
        "CREATE TABLE "
            + table
            + " ("
            + columns
            + ") DUPLICATE KEY("
            + key
            + ") DISTRIBUTED BY HASH("
            + key
            + ") BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\")");
    return table;
  }

  /**
   * Creates a UNIQUE KEY table.
   *
   * @param properties more of them, each with a comma in front
   */
  public String createUniqueTable(String columns, String key, String properties) {
    String table = newTable();
    execute(
        "CREATE TABLE "
            + table
            + " ("
            + columns
            + ") UNIQUE KEY("
            + key
            + ") DISTRIBUTED BY HASH("
            + key
            + ") BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\""
            + properties
            + ")");
    return table;
  }

  /** The name of a table that does not exist. */
  public String newTable() {
    return "test.t" + TABLES.incrementAndGet();
  }

  public void execute(String sql) {
    try {
      doris.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Loads rows, each a JSON object. */
  public void load(String table, String... rows) throws Exception {
    StreamLoadRequest request =
        new StreamLoadRequest(
            TableName.parse(table),
            "setup_" + LABELS.incrementAndGet(),
            Map.of("format", "json", "read_json_by_line", "true", "strict_mode", "true"));
    try (DorisClient client = new DorisClient(connection())) {
      StreamLoad load = client.open(request);
      byte[] lines = (String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
      load.write(ByteBuffer.wrap(lines), rows.length);
      load.end();
      long transaction = load.awaitReply(LONGEST).transactionId();
      client.commit(request.table().database(), transaction);
    }
    doris.awaitVisible(LONGEST);
  }

  /** The rows that are visible once all that is committed is. */
  public List<List<Object>> rows(String sql) {
    try {
      doris.awaitVisible(LONGEST);
      return doris.query(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public long count(String table) {
    return ((Number) rows("SELECT count(*) FROM " + table).get(0).get(0)).longValue();
  }

  /** All transactions of a table, by id. */
  public List<TransactionRecord> transactions(String table) {
    return doris.transactions().stream()
        .filter(t -> table.equals(t.db() + "." + t.table()))
        .toList();
  }

  /** Connections that its nodes hold open. */
  public long openConnections() {
    return doris.counters().openConnections();
  }

  public TransactionState stateOf(long transactionId) {
    return doris.transactions().stream()
        .filter(t -> t.id() == transactionId)
        .findFirst()
        .orElseThrow()
        .state();
  }

  /** Waits until something holds, for three minutes at most. */
  public static void await(BooleanSupplier condition, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail(otherwise.get());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The messages of a failure and of all its causes. */
  public static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      all.append(t.getMessage()).append('\n');
    }
    return all.toString();
  }
}
