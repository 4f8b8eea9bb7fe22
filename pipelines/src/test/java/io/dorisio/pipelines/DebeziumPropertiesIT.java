package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import io.dorisio.pipelines.mysql.SharedMariaDb;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That the properties of a command line reach Debezium's connector. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DebeziumPropertiesIT {
  @TempDir Path directory;

  @Test
  void columnThatIsLeftOutNeverComes() throws Exception {
    EmbeddedMariaDb mysql = SharedMariaDb.get();
    mysql.execute(
        "CREATE DATABASE props",
        "CREATE TABLE props.t (id INT PRIMARY KEY, name VARCHAR(20), iban VARCHAR(40))",
        "INSERT INTO props.t VALUES (1, 'a', 'DE02')");
    try (MySqlJob job = MySqlJob.withDoris(directory, "props")) {
      job.run(
          "--databases=props",
          "--createTables=true",
          "--debeziumProperties=column.exclude.list=props\\.t\\.iban,snapshot.fetch.size=1");
      job.awaitRows("SELECT id, name FROM props.t", List.of(List.of("1", "a")));

      mysql.execute("INSERT INTO props.t VALUES (2, 'b', 'DE03')");
      job.awaitRows(
          "SELECT id, name FROM props.t ORDER BY id",
          List.of(List.of("1", "a"), List.of("2", "b")));
      assertFalse(job.rows("SELECT * FROM props.t").toString().contains("DE0"));
    }
  }
}
