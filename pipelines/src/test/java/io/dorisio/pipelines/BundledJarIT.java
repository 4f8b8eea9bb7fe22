package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.DorisEmulator;
import io.dorisio.pipelines.demo.DorisSql;
import io.dorisio.pipelines.demo.KafkaBroker;
import io.dorisio.pipelines.demo.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is handed out, run by {@code java -jar} alone: it must lack nothing. */
class BundledJarIT {
  private static final Path JAR =
      Path.of(System.getProperty("basedir", "."), "target", "doris-pipelines-bundled.jar");
  private static final long TIMEOUT_SECONDS = 120;

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

      DorisSql sql = new DorisSql(doris.frontendAddress(), "shop", "etl", "12345");
      assertEquals(
          List.of(List.of("100", "5050")), sql.query("SELECT count(*), sum(id) FROM orders"));
    }
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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-jar", JAR.toString()));
    command.addAll(List.of(args));
    Path log = directory.resolve("job.log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(DorisPassword.VARIABLE, "12345");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      String output = Files.readString(log);
      assertTrue(ended, () -> "The job did not end:\n" + output);
      assertEquals(0, process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
