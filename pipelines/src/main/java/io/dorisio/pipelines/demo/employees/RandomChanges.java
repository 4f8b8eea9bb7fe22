package io.dorisio.pipelines.demo.employees;

import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Random transactions in one shard, the same ones for the same seed: inserts, updates, deletes,
 * changes of both columns of Doris's key, and rows that are deleted and come back at once. Some are
 * rolled back. The last change of each that commits counts up in a row of its own, by which the
 * transaction can be seen in Doris.
 */
final class RandomChanges implements Callable<Void> {
  private static final int MAX_CHANGES = 9;
  private static final int FIRST_NEW = 1_000_000;
  private static final int FIRST_COUNTER = 900_000;
  private static final int FEW_ROWS = 20;
  private static final double ROLLED_BACK = 0.05;
  private static final List<String> NAMES =
      List.of(
          "Ada", "Zoë", "李明", "O'Neil", "a\"b\\c", "", "tab\tline\n", "😀", "null", "{\"a\":1}");

  private final EmbeddedMariaDb mariaDb;
  private final Shard shard;
  private final Random random;
  private final int transactions;
  private final double perSecond;
  private final Commits commits;
  private int nextNew;

  RandomChanges(
      EmbeddedMariaDb mariaDb,
      Shard shard,
      long seed,
      int transactions,
      double perSecond,
      Commits commits) {
    this.mariaDb = mariaDb;
    this.shard = shard;
    this.random = new Random(seed * Shard.ALL.size() + shard.number());
    this.transactions = transactions;
    this.perSecond = perSecond;
    this.commits = commits;
    this.nextNew = FIRST_NEW * (shard.number() + 1);
  }

  /** The number of the employee whose first name counts the transactions of a shard. */
  static int counterOf(Shard shard) {
    return FIRST_COUNTER + shard.number();
  }

  @Override
  public Void call() throws SQLException, InterruptedException {
    try (Connection connection = mariaDb.connect()) {
      connection.setAutoCommit(false);
      List<Integer> present = numbers(connection);
      insert(connection, counterOf(shard));
      connection.commit();
      long start = System.nanoTime();
      for (int i = 0; i < transactions; i++) {
        long due = start + (long) (i / perSecond * 1e9);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        present = transaction(connection, present);
      }
    }
    return null;
  }

  /** Changes some rows; returns the numbers of those there are then. */
  private List<Integer> transaction(Connection connection, List<Integer> before)
      throws SQLException {
    List<Integer> present = new ArrayList<>(before);
    int changes = 1 + random.nextInt(MAX_CHANGES);
    for (int i = 0; i < changes; i++) {
      change(connection, present);
    }
    if (random.nextDouble() < ROLLED_BACK) {
      connection.rollback();
      return before;
    }
    execute(
        connection,
        "UPDATE " + shard + " SET first_name = ? WHERE emp_no = ?",
        Integer.toString(commits.count() + 1),
        counterOf(shard));
    long now = System.nanoTime();
    connection.commit();
    commits.committed(now, changes + 1);
    return present;
  }

  private void change(Connection connection, List<Integer> present) throws SQLException {
    int dice = random.nextInt(100);
    if (dice < 35 || present.size() < FEW_ROWS) {
      present.add(nextNew);
      insert(connection, nextNew++);
      return;
    }
    int index = random.nextInt(present.size());
    int number = present.get(index);
    if (dice < 65) {
      execute(
          connection,
          "UPDATE " + shard + " SET last_name = ?, phone = ? WHERE emp_no = ?",
          name(),
          phone(),
          number);
    } else if (dice < 75) {
      execute(
          connection, "UPDATE " + shard + " SET birth_date = ? WHERE emp_no = ?", date(), number);
    } else if (dice < 80) {
      present.set(index, nextNew);
      execute(
          connection, "UPDATE " + shard + " SET emp_no = ? WHERE emp_no = ?", nextNew++, number);
    } else {
      execute(connection, "DELETE FROM " + shard + " WHERE emp_no = ?", number);
      if (dice < 90) {
        insert(connection, number);
      } else {
        present.remove(index);
      }
    }
  }

  private void insert(Connection connection, int number) throws SQLException {
    execute(
        connection,
        "INSERT INTO "
            + shard
            + " (emp_no, birth_date, first_name, last_name, gender, hire_date, phone)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        number,
        date(),
        number < FIRST_COUNTER || number >= FIRST_NEW ? name() : "0",
        name(),
        random.nextBoolean() ? "M" : "F",
        date(),
        phone());
  }

  private static void execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      int rows = statement.executeUpdate();
      if (rows != 1) {
        throw new IllegalStateException(rows + " rows were changed by " + sql);
      }
    }
  }

  private List<Integer> numbers(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT emp_no FROM " + shard + " ORDER BY emp_no")) {
      List<Integer> numbers = new ArrayList<>();
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
      return numbers;
    }
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  /** Few enough dates for a row to come back with the key it had. */
  private String date() {
    return (1952 + random.nextInt(50)) + "-02-28";
  }

  private String phone() {
    return random.nextInt(4) == 0 ? null : "+49 " + random.nextInt(1_000_000);
  }
}
