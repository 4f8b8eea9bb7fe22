package io.dorisio.pipelines;

import io.dorisio.emulator.DorisEmulator;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.DorisSql;
import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import io.dorisio.pipelines.demo.StreamingJob;
import io.dorisio.pipelines.mysql.SharedMariaDb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.Assertions;

/** A local Doris with an empty database, and a job into it from the MariaDB of these tests. */
final class MySqlJob implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DorisEmulator doris;
  private final DorisSql sql;
  private PipelineResult job;

  private MySqlJob(DorisEmulator doris, String database) {
    this.doris = doris;
    this.sql = new DorisSql(doris.frontendAddress(), database, "root", "");
  }

  /** Starts Doris alone. */
  static MySqlJob withDoris(Path directory, String database) throws Exception {
    DorisEmulator doris =
        DorisEmulator.builder().fePort(0).bePort(0).user("root", "").dataDir(directory).start();
    doris.execute("CREATE DATABASE " + database);
    return new MySqlJob(doris, database);
  }

  DorisEmulator doris() {
    return doris;
  }

  /** Runs the job on Flink, in this process. */
  void run(String... options) throws Exception {
    runFrom(List.of(SharedMariaDb.get()), options);
  }

  void runFrom(List<EmbeddedMariaDb> servers, String... options) {
    List<String> addresses = servers.stream().map(server -> "127.0.0.1:" + server.port()).toList();
    List<String> args =
        new ArrayList<>(
            List.of(
                "--runner=FlinkRunner",
                "--flinkMaster=[local]",
                "--parallelism=2",
                "--attachedMode=false",
                "--checkpointMillis=300",
                "--mysqlServers=" + String.join(",", addresses),
                "--mysqlUser=" + EmbeddedMariaDb.USER,
                "--mysqlPassword=" + EmbeddedMariaDb.PASSWORD,
                "--connector=mariadb",
                "--feNodes=" + doris.frontendAddress(),
                "--tableProperties=replication_num=1",
                "--tableBuckets=1",
                "--password="));
    for (String option : options) {
      String name = option.substring(0, option.indexOf('=') + 1);
      args.removeIf(usual -> usual.startsWith(name));
      args.add(option);
    }
    job = MySqlToDoris.create(MySqlToDoris.parse(args.toArray(String[]::new))).run();
  }

  /** Empty while there is no table yet, or it lacks a column that is yet to come. */
  List<List<String>> rows(String query) throws Exception {
    try {
      return sql.query(query);
    } catch (IOException e) {
      return List.of();
    }
  }

  void awaitRows(String query, List<List<String>> expected) throws Exception {
    try {
      Await.until("the rows", PATIENCE, () -> expected.equals(rows(query)));
    } catch (IllegalStateException e) {
      Assertions.assertEquals(expected, rows(query));
    }
  }

  @Override
  public void close() throws Exception {
    try {
      if (job != null) {
        // Else it might write to Doris while this goes, whose files are deleted then.
        StreamingJob.cancel(job, "of the test");
      }
    } finally {
      doris.close();
    }
  }
}
