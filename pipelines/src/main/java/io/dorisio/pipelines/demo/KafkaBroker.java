package io.dorisio.pipelines.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real Kafka broker in this JVM: one node that is broker and KRaft controller at once. */
public final class KafkaBroker implements AutoCloseable {
  private static final int NODE_ID = 1;
  private static final Duration ADMIN_LIMIT = Duration.ofSeconds(60);

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private KafkaBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker in a directory, on free ports of the loopback interface.
   *
   * @param directory empty, missing, or that of a broker that was closed
   */
  public static KafkaBroker start(Path directory) throws IOException {
    int[] ports = FreePorts.find(2);
    String bootstrapServers = "127.0.0.1:" + ports[0];
    if (Files.notExists(directory.resolve("meta.properties"))) {
      format(Files.createDirectories(directory));
    }
    KafkaRaftServer server =
        new KafkaRaftServer(
            new KafkaConfig(configuration(directory, bootstrapServers, ports[1])), Time.SYSTEM);
    server.startup();
    return new KafkaBroker(server, bootstrapServers);
  }

  private static void format(Path directory) throws IOException {
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try {
      new Formatter()
          .setPrintStream(silent)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(NODE_ID)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .run();
    } catch (Exception e) {
      throw new IOException("Kafka cannot format its directory " + directory, e);
    }
  }

  private static Map<String, String> configuration(
      Path directory, String bootstrapServers, int controllerPort) {
    String controller = "127.0.0.1:" + controllerPort;
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(NODE_ID)),
        Map.entry("controller.quorum.voters", NODE_ID + "@" + controller),
        Map.entry("listeners", "PLAINTEXT://" + bootstrapServers + ",CONTROLLER://" + controller),
        Map.entry("advertised.listeners", "PLAINTEXT://" + bootstrapServers),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("inter.broker.listener.name", "PLAINTEXT"),
        Map.entry("log.dirs", directory.toString()),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "2"),
        // No other broker would take over from one that stalls.
        Map.entry("broker.session.timeout.ms", "600000"),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"));
  }

  /** Where clients connect, {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Creates a topic; returns when the broker leads its partitions.
   *
   * <p>The broker names a partition's leader a moment before that leader takes records. A producer
   * that is refused in that moment, but whose next batch is taken, can never send the first one: it
   * fails two minutes later, out of sequence.
   */
  public void createTopic(String name, int partitions) throws InterruptedException {
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(config)) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
          .all()
          .get(ADMIN_LIMIT.toSeconds(), TimeUnit.SECONDS);
      Await.until(
          "the leaders of topic " + name, ADMIN_LIMIT, () -> hasLeaders(admin, name, partitions));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "Kafka broker " + bootstrapServers + " did not create topic " + name, e);
    }
  }

  /** Asks each partition's leader for its end, which none but a leader knows. */
  private static boolean hasLeaders(Admin admin, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    try {
      // The client gives up by itself, after a minute by default. It logs an error where the
      // offsets of a topic are asked for that the broker has not heard of, which describing spares.
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      admin.listOffsets(ends).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
