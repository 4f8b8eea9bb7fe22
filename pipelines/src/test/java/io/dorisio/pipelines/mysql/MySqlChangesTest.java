package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MySqlChangesTest {
  private static final MySqlServer SERVER = MySqlServer.at("shard-1", "db1", 3306);

  @Test
  void eachServerIsReadByASourceOfItsOwn() {
    DebeziumSource source =
        new DebeziumSource(
            List.of(SERVER, MySqlServer.at("shard-2", "db2", 3306)),
            new ReadSpec(Connector.MYSQL, ".*", ".*", SnapshotMode.INITIAL, true, Map.of()));

    assertEquals(2, source.split(1, PipelineOptionsFactory.create()).size());
    SerializableUtils.ensureSerializable(source);
  }

  @Test
  void serversNeedDifferentNames() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () ->
                Pipeline.create().apply(MySqlChanges.read().withServer(SERVER).withServer(SERVER)));

    assertTrue(e.getMessage().contains("shard-1"), e.getMessage());
  }

  @Test
  void someServerMustBeNamed() {
    assertThrows(IllegalStateException.class, () -> Pipeline.create().apply(MySqlChanges.read()));
  }

  @Test
  void whatTheGuaranteeDependsOnCannotBeSet() {
    for (String property :
        List.of(
            "database.password",
            "database.include.list",
            "table.include.list",
            "schema.history.internal",
            "connect.keep.alive",
            "topic.prefix")) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> MySqlChanges.read().withProperty(property, "x"));
      assertTrue(e.getMessage().contains(property), e.getMessage());
    }
    MySqlChanges.read().withProperty("snapshot.locking.mode", "none");
  }

  @ParameterizedTest
  @CsvSource({
    "decimal.handling.mode, string, types",
    "time.precision.mode, connect, types",
    "binary.handling.mode, hex, types",
    "event.processing.failure.handling.mode, skip, lost",
    "inconsistent.schema.handling.mode, warn, lost",
    "transforms, unwrap, Kafka Connect",
    "transforms.unwrap.type, x, Kafka Connect",
    "offset.storage.file.filename, x, checkpoints",
    "signal.data.collection, x, incremental snapshots",
    "gtid.source.excludes, x, leaves out",
    "topic.delimiter, x, topics"
  })
  void propertyThatWouldBreakAPromiseIsRefusedWithTheReason(
      String property, String value, String reason) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> MySqlChanges.read().withProperty(property, value));

    assertTrue(e.getMessage().contains(property), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @Test
  void propertyOfTheValueThatItHasAnywayIsTaken() {
    MySqlChanges.read()
        .withProperty("decimal.handling.mode", "precise")
        .withProperty("time.precision.mode", "ADAPTIVE_TIME_MICROSECONDS");
  }

  @Test
  void regularExpressionsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> MySqlChanges.read().withTables("(open"));
    assertThrows(IllegalArgumentException.class, () -> MySqlChanges.read().withTables("a{1,2}"));
  }

  @Test
  void passwordIsNotInTheDescription() {
    MySqlServer server = SERVER.withCredentials("cdc", () -> "never-to-be-seen");

    assertFalse(server.toString().contains("never-to-be-seen"));
    assertTrue(server.toString().contains("cdc@db1:3306"), server.toString());
  }
}
