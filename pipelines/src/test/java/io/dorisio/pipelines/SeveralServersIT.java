package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import io.dorisio.pipelines.mysql.SharedMariaDb;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shards on two real MariaDB servers, with tables of one name and rows of one key. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SeveralServersIT {
  private static final String QUERY =
      "SELECT server_name, database_name, table_name, id, name FROM shop.orders"
          + " ORDER BY server_name, database_name, table_name, id";

  @TempDir Path directory;

  @Test
  void rowsOfEqualKeysOnTwoServersStayApart() throws Exception {
    EmbeddedMariaDb first = SharedMariaDb.get();
    try (EmbeddedMariaDb second = EmbeddedMariaDb.start(directory.resolve("second"));
        MySqlJob job = MySqlJob.withDoris(directory.resolve("doris"), "shop")) {
      for (EmbeddedMariaDb server : List.of(first, second)) {
        String name = server == first ? "first" : "second";
        server.execute(
            "CREATE DATABASE shard",
            "CREATE TABLE shard.orders_1 (name VARCHAR(20), id INT PRIMARY KEY)",
            "CREATE TABLE shard.orders_2 (name VARCHAR(20), id INT PRIMARY KEY)",
            "INSERT INTO shard.orders_1 VALUES ('" + name + " a', 1), ('" + name + " b', 2)",
            "INSERT INTO shard.orders_2 VALUES ('" + name + " c', 1)");
      }
      job.runFrom(
          List.of(first, second),
          "--mysqlServers=one=127.0.0.1:" + first.port() + ",two=127.0.0.1:" + second.port(),
          "--databases=shard",
          "--routes=shard\\.orders_[0-9]+ => shop.orders",
          "--metadataColumns=server_name, database_name, table_name",
          "--createTables=true",
          "--keyColumns=server_name, database_name, table_name, *",
          "--sharedKeys=FAIL",
          "--sequenceColumn=seq");
      job.awaitRows(
          QUERY,
          List.of(
              List.of("one", "shard", "orders_1", "1", "first a"),
              List.of("one", "shard", "orders_1", "2", "first b"),
              List.of("one", "shard", "orders_2", "1", "first c"),
              List.of("two", "shard", "orders_1", "1", "second a"),
              List.of("two", "shard", "orders_1", "2", "second b"),
              List.of("two", "shard", "orders_2", "1", "second c")));

      first.execute("DELETE FROM shard.orders_1 WHERE id = 1", "UPDATE shard.orders_2 SET id = 7");
      second.execute("UPDATE shard.orders_1 SET name = 'changed' WHERE id = 2");
      job.awaitRows(
          QUERY,
          List.of(
              List.of("one", "shard", "orders_1", "2", "first b"),
              List.of("one", "shard", "orders_2", "7", "first c"),
              List.of("two", "shard", "orders_1", "1", "second a"),
              List.of("two", "shard", "orders_1", "2", "changed"),
              List.of("two", "shard", "orders_2", "1", "second c")));
      String ddl = job.rows("SHOW CREATE TABLE shop.orders").get(0).get(1);
      assertTrue(
          ddl.contains("UNIQUE KEY(`server_name`, `database_name`, `table_name`, `id`)"), ddl);
    } finally {
      first.execute("DROP DATABASE shard");
    }
  }
}
