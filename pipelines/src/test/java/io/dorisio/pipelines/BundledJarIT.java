package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.DorisEmulator;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.DorisSql;
import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import io.dorisio.pipelines.demo.KafkaBroker;
import io.dorisio.pipelines.demo.TopicWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar that is handed out, run by {@code java -jar} alone: it must lack nothing. */
class BundledJarIT {
  private static final Path JAR =
      Path.of(System.getProperty("basedir", "."), "target", "doris-pipelines-bundled.jar");
  private static final long TIMEOUT_SECONDS = 300;

  @TempDir Path directory;

  @Test
  void loadsATopicOnFlink() throws Exception {
    try (KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"));
        DorisEmulator doris =
            DorisEmulator.builder()
                .fePort(0)
                .bePort(0)
                .user("etl", "12345")
                .dataDir(directory.resolve("doris"))
                .start()) {
      doris.execute("CREATE DATABASE shop");
      doris.execute(
          "CREATE TABLE shop.orders (id BIGINT NOT NULL) DUPLICATE KEY(id)"
              + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES(\"replication_num\" = \"1\")");
      kafka.createTopic("orders", 2);
      try (TopicWriter topic = new TopicWriter(kafka.bootstrapServers(), "orders")) {
        for (int id = 1; id <= 100; id++) {
          topic.send(("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8));
        }
      }

      runJar(
          "--runner=FlinkRunner",
          "--numberOfExecutionRetries=0",
          "--bootstrapServers=" + kafka.bootstrapServers(),
          "--topic=orders",
          "--feNodes=" + doris.frontendAddress(),
          "--user=etl",
          "--table=shop.orders",
          "--checkpointMillis=300",
          "--maxRecords=100");

      doris.awaitVisible(Duration.ofSeconds(TIMEOUT_SECONDS));
      DorisSql sql = new DorisSql(doris.frontendAddress(), "shop", "etl", "12345");
      assertEquals(
          List.of(List.of("100", "5050")), sql.query("SELECT count(*), sum(id) FROM orders"));
    }
  }

  @Test
  void copiesTablesOfMariaDbOnFlink() throws Exception {
    try (EmbeddedMariaDb mariaDb = EmbeddedMariaDb.start(directory.resolve("mariadb"));
        DorisEmulator doris =
            DorisEmulator.builder()
                .fePort(0)
                .bePort(0)
                .user("etl", "12345")
                .dataDir(directory.resolve("doris"))
                .start()) {
      mariaDb.loadEmployees();
      doris.execute("CREATE DATABASE demo");
      Path log = directory.resolve("job.log");
      Process job =
          start(
              log,
              "MySqlToDoris",
              "--runner=FlinkRunner",
              "--parallelism=2",
              "--checkpointMillis=300",
              "--mysqlServers=127.0.0.1:" + mariaDb.port(),
              "--mysqlUser=" + EmbeddedMariaDb.USER,
              "--connector=mariadb",
              "--databases=emp_[0-9]+",
              "--tables=employees_[0-9]+",
              "--feNodes=" + doris.frontendAddress(),
              "--user=etl",
              "--labelPrefix=employees",
              "--routes=emp_[0-9]+\\.employees_[0-9]+ => demo.all_employees_info",
              "--metadataColumns=database_name,table_name",
              "--createTables=true",
              "--tableProperties=replication_num=1",
              "--tableBuckets=1");
      try {
        DorisSql sql = new DorisSql(doris.frontendAddress(), "demo", "etl", "12345");
        awaitRows(sql, job, log, "116");

        mariaDb.execute("DELETE FROM emp_2.employees_2 WHERE emp_no = 10085");
        awaitRows(sql, job, log, "115");
      } finally {
        job.destroyForcibly().waitFor();
      }
    }
  }

  private static void awaitRows(DorisSql sql, Process job, Path log, String count)
      throws Exception {
    try {
      Await.until(
          count + " rows",
          Duration.ofSeconds(TIMEOUT_SECONDS),
          () -> {
            assertTrue(job.isAlive(), "The job ended.");
            return count(sql).equals(List.of(List.of(count)));
          });
    } catch (IllegalStateException | AssertionError e) {
      throw new AssertionError(Files.readString(log), e);
    }
  }

  /** None while there is no table yet. */
  private static List<List<String>> count(DorisSql sql) throws InterruptedException {
    try {
      return sql.query("SELECT count(*) FROM demo.all_employees_info");
    } catch (IOException e) {
      return List.of();
    }
  }

  @Test
  void jobThatCannotBeginEndsWithOneMessage() throws Exception {
    Path log = directory.resolve("job.log");

    Process job = start(log, "MySqlToDoris", "--mysqlUser=cdc", "--feNodes=fe:8030");

    assertTrue(job.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    List<String> lines = Files.readAllLines(log);
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("--mysqlServers"), lines.toString());
    assertEquals(1, job.exitValue());
  }

  @ParameterizedTest
  @CsvSource({"KafkaToDoris, --bootstrapServers", "MySqlToDoris, --mysqlServers"})
  void helpExplainsTheOptionsOfTheJob(String name, String option) throws Exception {
    Path log = directory.resolve("job.log");

    Process job = start(log, name, "--help");

    assertTrue(job.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    assertTrue(Files.readString(log).contains(option), Files.readString(log));
    assertEquals(0, job.exitValue());
  }

  @Test
  void holdsNoPartOfTheDemo() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> foreign =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(
                  name ->
                      name.startsWith("io/dorisio/pipelines/demo/")
                          || name.startsWith("io/dorisio/emulator/")
                          || name.startsWith("demo/")
                          || name.startsWith("kafka/server/"))
              .toList();
      assertEquals(List.of(), foreign);
    }
  }

  private void runJar(String... args) throws Exception {
    Path log = directory.resolve("job.log");
    Process process = start(log, args);
    try {
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      String output = Files.readString(log);
      assertTrue(ended, () -> "The job did not end:\n" + output);
      assertEquals(0, process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Path log, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-jar", JAR.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(DorisPassword.VARIABLE, "12345");
    builder.environment().put(MySqlPassword.VARIABLE, EmbeddedMariaDb.PASSWORD);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
