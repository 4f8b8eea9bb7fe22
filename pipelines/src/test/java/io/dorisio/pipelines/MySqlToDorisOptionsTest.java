package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dorisio.pipelines.mysql.Connector;
import io.dorisio.pipelines.mysql.MySqlServer;
import io.dorisio.pipelines.mysql.SnapshotMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlToDorisOptionsTest {
  private static final List<String> REQUIRED =
      List.of(
          "--mysqlServers=db-1.shop:3306,10.0.0.2:3307", "--mysqlUser=cdc", "--feNodes=fe:8030");

  @TempDir Path directory;

  @Test
  void defaultsAreThoseOfTheDescription() {
    MySqlToDorisOptions options = parse();

    assertEquals(Connector.MYSQL, options.getConnector());
    assertEquals(SnapshotMode.INITIAL, options.getSnapshotMode());
    assertEquals(".*", options.getDatabases());
    assertEquals(5_000, options.getCheckpointMillis());
  }

  @Test
  void connectorAndSnapshotModeAreCalledAsInDebezium() {
    MySqlToDorisOptions options = parse("--connector=mariadb", "--snapshotMode=no_data");

    assertEquals(Connector.MARIADB, options.getConnector());
    assertEquals(SnapshotMode.NO_DATA, options.getSnapshotMode());
  }

  @Test
  void serversAreNamedAfterTheirAddresses() {
    List<MySqlServer> servers = MySqlServers.of(parse());

    assertEquals(
        List.of("db-1-shop-3306", "10-0-0-2-3307"),
        servers.stream().map(MySqlServer::name).toList());
    assertEquals("db-1.shop", servers.get(0).host());
    assertEquals(3307, servers.get(1).port());
  }

  @Test
  void serverMayHaveANameOfItsOwn() {
    MySqlToDorisOptions options = parse();
    options.setMysqlServers(List.of("shop-1=db1:3306", " shop_2 = db2:3306"));

    List<MySqlServer> servers = MySqlServers.of(options);

    assertEquals(List.of("shop-1", "shop_2"), servers.stream().map(MySqlServer::name).toList());
    assertEquals("db2", servers.get(1).host());
  }

  @Test
  void readersJoinTheirServersUnderIdsOfTheirOwn() {
    List<MySqlServer> servers = MySqlServers.of(parse());

    assertTrue(servers.get(0).serverId() != servers.get(1).serverId(), servers.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x y=db:3306", "=db:3306", "a.b=db:3306"})
  void nameThatIsNoneIsRefused(String server) {
    MySqlToDorisOptions options = parse();
    options.setMysqlServers(List.of(server));

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MySqlToDoris.create(options));

    assertTrue(e.getMessage().contains("name"), e.getMessage());
  }

  @Test
  void serverThatIsThereTwiceIsRefused() {
    MySqlToDorisOptions options = parse();
    options.setMysqlServers(List.of("a=db1:3306", "b=db1:3306"));

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MySqlToDoris.create(options));

    assertTrue(e.getMessage().contains("db1:3306 is there twice"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b=db:3306", "db", "db:", ":3306", "db:port", "db:0", "db:70000"})
  void addressThatIsNoneIsRefused(String address) {
    MySqlToDorisOptions options = parse();
    options.setMysqlServers(List.of(address));

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MySqlToDoris.create(options));

    assertTrue(e.getMessage().contains("3306") || e.getMessage().contains("port"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "", "null", "{x", "\"x\"", "a,b", " x ", "x=y"})
  void passwordIsTakenAsItStands(String password) {
    MySqlToDorisOptions options = parse("--mysqlPassword=" + password);

    assertEquals(password, MySqlPassword.source(options).get());
  }

  @Test
  void secretsNeverPrint() throws Exception {
    MySqlToDorisOptions options =
        parse(
            "--mysqlPassword=hunter2",
            "--password=hunter2",
            "--maskingSalt=hunter2",
            "--deadLetterProperties=sasl.jaas.config=hunter2",
            "--debeziumProperties=database.ssl.keystore.password=hunter2");

    ObjectMapper json =
        new ObjectMapper().registerModules(ObjectMapper.findModules(getClass().getClassLoader()));
    String printed =
        options
            + " "
            + DisplayData.from(options)
            + " "
            + json.writeValueAsString(options)
            + MySqlPassword.source(options)
            + MySqlServers.of(options);
    assertFalse(printed.contains("hunter2"), printed);
  }

  @Test
  void passwordOfAFileIsReadWhereItIsNeededAndNotKept() throws Exception {
    Path file = directory.resolve("password");
    MySqlToDorisOptions options = parse("--mysqlPasswordFile=" + file);
    List<MySqlServer> servers = MySqlServers.of(options);
    Files.writeString(file, "hunter2\n");

    MySqlServer server = SerializableUtils.clone(servers.get(0));
    assertEquals("hunter2", server.password().get());
    Files.writeString(file, "changed\n");
    assertEquals("changed", server.password().get());
    String kept =
        new String(SerializableUtils.serializeToByteArray(server), StandardCharsets.ISO_8859_1);
    assertFalse(kept.contains("hunter2") || kept.contains("changed"), kept);
  }

  @Test
  void passwordOfTheEnvironmentIsThatOfItsVariable() {
    assertEquals("x y", MySqlPassword.of(Map.of("MYSQL_PASSWORD", "x y")));
    assertEquals("", MySqlPassword.of(Map.of()));
  }

  @Test
  void twoPasswordsAreRefused() {
    MySqlToDorisOptions options = parse("--mysqlPassword=a", "--mysqlPasswordFile=/nowhere");

    assertThrows(IllegalArgumentException.class, () -> MySqlToDoris.create(options));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--databases=a,b", "--tables=(", "--routes=a => b"})
  void wrongRuleIsRefusedBeforeTheJobRuns(String option) {
    MySqlToDorisOptions options = parse(option);

    assertThrows(RuntimeException.class, () -> MySqlToDoris.create(options));
  }

  @Test
  void checkpointIntervalReachesFlink() {
    MySqlToDorisOptions options = parse("--runner=FlinkRunner", "--checkpointMillis=2000");

    MySqlToDoris.create(options);

    assertEquals(2_000, options.as(FlinkPipelineOptions.class).getCheckpointingInterval());
  }

  @Test
  void propertiesOfTheCommandLineGoBeforeThoseOfTheFile() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("debezium"), "database.ssl.mode=required\nsnapshot.fetch.size = 7\n");

    MySqlToDorisOptions options =
        parse("--debeziumPropertiesFile=" + file, "--debeziumProperties=snapshot.fetch.size=8");

    assertEquals(
        Map.of("database.ssl.mode", "required", "snapshot.fetch.size", "8"),
        DebeziumProperties.of(options));
  }

  @ParameterizedTest
  @CsvSource({
    "--debeziumProperties=decimal.handling.mode=string, decimal.handling.mode",
    "--debeziumProperties=database.server.id=7, database.server.id",
    "--debeziumProperties=nonsense, not key=value",
    "--decimalHandling=DOUBLE_OR_STRING, --decimalHandling",
    "--timePrecision=CONNECT, --timePrecision",
    "--binaryHandling=HEX, --binaryHandling"
  })
  void whatTheReaderDecidesItselfIsRefused(String option, String named) {
    MySqlToDorisOptions options = parse(option);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MySqlToDoris.create(options));

    assertTrue(e.getMessage().contains(named), e.getMessage());
  }

  @Test
  void deadLetterTopicNeedsItsBrokers() {
    MySqlToDorisOptions options = parse("--deadLetterTopic=letters");

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MySqlToDoris.create(options));

    assertTrue(e.getMessage().contains("--deadLetterServers"), e.getMessage());
  }

  @Test
  void deadLetterTableIsOneOfADatabase() {
    MySqlToDorisOptions options = parse("--deadLetterTable=letters");

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MySqlToDoris.create(options));

    assertTrue(e.getMessage().contains("database.table"), e.getMessage());
  }

  @Test
  void helpListsTheOptions() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PipelineOptionsFactory.printHelp(
        new PrintStream(out, true, StandardCharsets.UTF_8), MySqlToDorisOptions.class);

    String help = out.toString(StandardCharsets.UTF_8);
    assertTrue(help.contains("--mysqlServers"), help);
    assertTrue(help.contains("MYSQL_PASSWORD"), help);
  }

  private static MySqlToDorisOptions parse(String... more) {
    List<String> args = new ArrayList<>(REQUIRED);
    args.addAll(List.of(more));
    return MySqlToDoris.parse(args.toArray(String[]::new));
  }
}
