package io.dorisio.pipelines.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Transactions that change the rows of one shard at random, the same for a seed: statements for one
 * row and for several, keys that change, rows that come back, rows that live no longer than their
 * transaction, and transactions that are rolled back.
 */
final class ShardChanges {
  private static final int MOST_STATEMENTS = 8;
  private static final int ROLLED_BACK_PERCENT = 3;

  /**
   * What one round trip does.
   *
   * @param rows how many rows it changes; a change of a key counts once
   */
  record Transaction(String sql, int rows) {}

  private final Shard shard;
  private final Random random;
  private final List<Long> live = new ArrayList<>();
  private final List<Long> deleted = new ArrayList<>();
  private final List<Long> touched = new ArrayList<>();
  private long nextId;
  private int rows;

  /** Changes a shard that holds so many rows as {@link Shard#create} makes them. */
  ShardChanges(Shard shard, int rows, long seed) {
    this.shard = shard;
    this.random = new Random(seed);
    this.nextId = shard.firstId() + rows;
    for (long id = shard.firstId(); id < nextId; id++) {
      live.add(id);
    }
  }

  Shard shard() {
    return shard;
  }

  Transaction next() {
    touched.clear();
    rows = 0;
    StringBuilder sql = new StringBuilder("START TRANSACTION;");
    if (random.nextInt(100) < ROLLED_BACK_PERCENT) {
      sql.append(update()).append(";ROLLBACK");
      return new Transaction(sql.toString(), 0);
    }
    int statements = 1 + random.nextInt(MOST_STATEMENTS);
    for (int i = 0; i < statements; i++) {
      sql.append(statement()).append(';');
    }
    return new Transaction(sql.append("COMMIT").toString(), rows);
  }

  /** It is not known whether the last transaction came to pass, so its rows are left alone. */
  void forgetLast() {
    live.removeAll(touched);
    deleted.removeAll(touched);
  }

  private String statement() {
    int kind = random.nextInt(100);
    if (live.size() < 100 || kind < 20) {
      return insert(1 + random.nextInt(5));
    } else if (kind < 60) {
      return update();
    } else if (kind < 70) {
      return changeKey();
    } else if (kind < 82) {
      return delete(1 + random.nextInt(3));
    } else if (kind < 90) {
      return deleteAndInsert();
    }
    return deleted.isEmpty() ? insert(1) : insertAgain();
  }

  private String insert(int count) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(Shard.row(add(nextId++), random));
    }
    return insertInto(values);
  }

  private String insertAgain() {
    return insertInto(List.of(Shard.row(add(take(deleted)), random)));
  }

  private String insertInto(List<String> values) {
    rows += values.size();
    return "INSERT INTO " + shard.name() + columns() + " VALUES " + String.join(",", values);
  }

  private static String columns() {
    return " (id,birth_date,first_name,last_name,gender,salary,changed_at,version)";
  }

  private String update() {
    int count = 1 + random.nextInt(10);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long id = live.get(random.nextInt(live.size()));
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    rows += ids.size();
    return String.format(
        "UPDATE %s SET first_name=%s, last_name=%s, version=version+1 WHERE id IN (%s)",
        shard.name(),
        Shard.text(random),
        random.nextInt(10) == 0 ? "NULL" : Shard.text(random),
        list(ids));
  }

  private String changeKey() {
    long from = take(live);
    long to = deleted.isEmpty() || random.nextBoolean() ? nextId++ : take(deleted);
    deleted.add(from);
    add(to);
    rows++;
    return "UPDATE " + shard.name() + " SET id=" + to + ", version=version+1 WHERE id=" + from;
  }

  private String delete(int count) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(take(live));
    }
    deleted.addAll(ids);
    rows += count;
    return "DELETE FROM " + shard.name() + " WHERE id IN (" + list(ids) + ")";
  }

  /** Or the other way round, where the row ends with the statement. */
  private String deleteAndInsert() {
    if (random.nextBoolean()) {
      return delete(1) + ";" + insertAgain();
    }
    String insert = insert(1);
    long id = live.remove(live.size() - 1);
    deleted.add(id);
    rows++;
    return insert + ";DELETE FROM " + shard.name() + " WHERE id=" + id;
  }

  private long add(long id) {
    live.add(id);
    touched.add(id);
    return id;
  }

  private long take(List<Long> ids) {
    int index = random.nextInt(ids.size());
    long id = ids.get(index);
    ids.set(index, ids.get(ids.size() - 1));
    ids.remove(ids.size() - 1);
    touched.add(id);
    return id;
  }

  private static String list(List<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
