package io.dorisio.pipelines.chaos;

import io.dorisio.pipelines.SourceServer;
import java.sql.SQLException;
import java.util.Random;

/**
 * One of the tables that become one.
 *
 * @param firstId of a range of {@link #IDS} that no other shard has
 */
record Shard(SourceServer server, String database, String table, long firstId) {
  static final long IDS = 100_000_000;

  private static final int ROWS_OF_A_STATEMENT = 1_000;
  private static final String[] TEXTS = {
    "Georgi",
    "",
    "O'Neil",
    "\"quoted\"",
    "back\\slash\\",
    "a\tb\nc\r",
    "Müller",
    "漢字",
    "😀👩‍👩‍👧",
    "NULL",
    "\\N",
    "a,b;c",
    "{\"a\":1}",
    " blank "
  };

  /** The whole name. */
  String name() {
    return database + "." + table;
  }

  /** Creates the table with rows of the first ids, the same for a seed. */
  void create(int rows, long seed) throws SQLException {
    server.execute(
        "CREATE TABLE "
            + name()
            + " (id BIGINT PRIMARY KEY, birth_date DATE NOT NULL, first_name VARCHAR(40) NOT NULL,"
            + " last_name VARCHAR(60), gender ENUM('M','F') NOT NULL, salary DECIMAL(12,2),"
            + " changed_at DATETIME(6), version INT NOT NULL) CHARACTER SET utf8mb4");
    Random random = new Random(seed);
    for (int done = 0; done < rows; done += ROWS_OF_A_STATEMENT) {
      StringBuilder sql = new StringBuilder("INSERT INTO " + name() + " VALUES ");
      for (int i = done; i < Math.min(rows, done + ROWS_OF_A_STATEMENT); i++) {
        sql.append(i == done ? "" : ",").append(row(firstId + i, random));
      }
      server.execute(sql.toString());
    }
  }

  /** A row of the table, as SQL has it. */
  static String row(long id, Random random) {
    return String.format(
        "(%d,'%d-%02d-%02d',%s,%s,'%s',%s,'2024-%02d-%02d %02d:%02d:%02d.%06d',%d)",
        id,
        1900 + random.nextInt(120),
        1 + random.nextInt(12),
        1 + random.nextInt(28),
        text(random),
        random.nextInt(10) == 0 ? "NULL" : text(random),
        random.nextBoolean() ? "M" : "F",
        random.nextInt(20) == 0
            ? "NULL"
            : random.nextInt(1_000_000_000) + ".0" + random.nextInt(10),
        1 + random.nextInt(12),
        1 + random.nextInt(28),
        random.nextInt(24),
        random.nextInt(60),
        random.nextInt(60),
        // No zero at the end, which one side would write and the other not.
        random.nextInt(100_000) * 10 + 1 + random.nextInt(9),
        random.nextInt(1_000));
  }

  /** A text of up to forty characters, as SQL has it. */
  static String text(Random random) {
    String text = TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(100_000);
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
