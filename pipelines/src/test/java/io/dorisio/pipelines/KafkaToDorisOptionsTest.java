package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaToDorisOptionsTest {
  private static final String[] REQUIRED = {
    "--bootstrapServers=kafka:9092", "--topic=orders", "--feNodes=fe:8030", "--table=shop.orders"
  };

  @Test
  void defaultsAreThoseOfTheDescription() {
    KafkaToDorisOptions options = parse();

    assertEquals(StartFrom.EARLIEST, options.getStartFrom());
    assertEquals(RecordFormat.JSON, options.getFormat());
    assertEquals(5_000, options.getCheckpointMillis());
    assertEquals("root", options.getUser());
    assertEquals(List.of("fe:8030"), options.getFeNodes());
  }

  @Test
  void applicationIsNamedAfterTheJob() {
    assertEquals("KafkaToDoris", parse().as(ApplicationNameOptions.class).getAppName());
  }

  @Test
  void missingOptionIsNamed() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> KafkaToDoris.parse(REQUIRED[0], REQUIRED[1], REQUIRED[2]));

    assertTrue(e.getMessage().contains("table"), e.getMessage());
  }

  @Test
  void secretsNeverPrint() throws Exception {
    KafkaToDorisOptions options =
        parse(
            "--password=hunter2",
            "--maskingSalt=hunter2",
            "--consumerProperties=sasl.jaas.config=hunter2");

    assertEquals("hunter2", DorisPassword.resolve(options, Map.of()));
    ObjectMapper json =
        new ObjectMapper().registerModules(ObjectMapper.findModules(getClass().getClassLoader()));
    String printed =
        options + " " + DisplayData.from(options) + " " + json.writeValueAsString(options);
    assertFalse(printed.contains("hunter2"), printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "", "null", "{x", "\"x\"", "a,b", " x ", "x=y"})
  void passwordIsTakenAsItStands(String password) {
    KafkaToDorisOptions options = parse("--password=" + password);

    assertEquals(password, DorisPassword.resolve(options, Map.of()));
  }

  @Test
  void tableWithoutDatabaseIsRefused() {
    KafkaToDorisOptions options = parse();
    options.setTable("orders");

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> KafkaToDoris.create(options));

    assertTrue(e.getMessage().contains("orders"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "json, JSON",
    "JSON, JSON",
    "debezium-json, DEBEZIUM_JSON",
    "canal-json, CANAL_JSON",
    "maxwell-json, MAXWELL_JSON"
  })
  void formatsAreCalledAsElsewhere(String option, RecordFormat format) {
    assertEquals(format, parse("--format=" + option).getFormat());
  }

  @Test
  void changeMessagesNeedNoTable() {
    KafkaToDorisOptions options =
        KafkaToDoris.parse(REQUIRED[0], REQUIRED[1], REQUIRED[2], "--format=canal-json");

    KafkaToDoris.create(options);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--routes=a => b",
        "--masking=.* => blur",
        "--metadataColumns=moon",
        "--schemaChangePolicy=truncate=apply",
        "--columnTypes=.* => moon",
        "--timeZone=Moon/Base"
      })
  void wrongRuleIsRefusedBeforeTheJobRuns(String option) {
    KafkaToDorisOptions options = parse("--format=debezium-json", option);

    assertThrows(RuntimeException.class, () -> KafkaToDoris.create(options));
  }

  @Test
  void consumerPropertiesWinOverOurs() {
    KafkaToDorisOptions options =
        parse(
            "--groupId=loader",
            "--startFrom=LATEST",
            "--consumerProperties={\"isolation.level\":\"read_uncommitted\",\"client.rack\":\"a,b\"}");

    Map<String, Object> properties = KafkaToDoris.consumerProperties(options);

    assertEquals("loader", properties.get("group.id"));
    assertEquals("latest", properties.get("auto.offset.reset"));
    assertEquals("read_uncommitted", properties.get("isolation.level"));
    assertEquals("a,b", properties.get("client.rack"));
  }

  @Test
  void checkpointIntervalReachesFlink() {
    KafkaToDorisOptions options = parse("--runner=FlinkRunner", "--checkpointMillis=2000");

    KafkaToDoris.create(options);

    assertEquals(2_000, options.as(FlinkPipelineOptions.class).getCheckpointingInterval());
  }

  @Test
  void checkpointIntervalOfFlinkWins() {
    KafkaToDorisOptions options = parse("--runner=FlinkRunner", "--checkpointingInterval=700");

    KafkaToDoris.create(options);

    assertEquals(700, options.as(FlinkPipelineOptions.class).getCheckpointingInterval());
  }

  @Test
  void helpListsTheOptions() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PipelineOptionsFactory.printHelp(
        new PrintStream(out, true, StandardCharsets.UTF_8), KafkaToDorisOptions.class);

    String help = out.toString(StandardCharsets.UTF_8);
    assertTrue(help.contains("--bootstrapServers"), help);
    assertTrue(help.contains("DORIS_PASSWORD"), help);
  }

  private static KafkaToDorisOptions parse(String... more) {
    List<String> args = new ArrayList<>(List.of(REQUIRED));
    args.addAll(List.of(more));
    return KafkaToDoris.parse(args.toArray(String[]::new));
  }
}
