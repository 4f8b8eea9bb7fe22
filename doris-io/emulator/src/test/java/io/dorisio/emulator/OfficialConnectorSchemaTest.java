package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.OfficialConnector.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.doris.flink.catalog.doris.DataModel;
import org.apache.doris.flink.catalog.doris.FieldSchema;
import org.apache.doris.flink.catalog.doris.TableSchema;
import org.apache.doris.flink.cfg.DorisOptions;
import org.apache.doris.flink.cfg.DorisReadOptions;
import org.apache.doris.flink.exception.DorisException;
import org.apache.doris.flink.rest.RestService;
import org.apache.doris.flink.rest.models.BackendV2.BackendRowV2;
import org.apache.doris.flink.rest.models.Field;
import org.apache.doris.flink.rest.models.Schema;
import org.apache.doris.flink.sink.schema.SchemaChangeManager;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the official connector asks a frontend, and what it tells it to change. */
class OfficialConnectorSchemaTest extends AnyDorisTest {
  private static final Logger LOG = LoggerFactory.getLogger(OfficialConnectorSchemaTest.class);
  private static final DorisReadOptions READ = DorisReadOptions.builder().build();

  private DorisOptions options(String table) {
    return OfficialConnector.options(doris, Route.LISTED_BACKENDS, table);
  }

  private SchemaChangeManager schemaChanges() {
    return new SchemaChangeManager(options("db.t"));
  }

  private Map<String, String> typesOf(String table) throws Exception {
    Map<String, String> types = new LinkedHashMap<>();
    for (Field field : RestService.getSchema(options(table), READ, LOG).getProperties()) {
      types.put(field.getName(), field.getType());
    }
    return types;
  }

  @Test
  void itReadsTheBackends() {
    List<String> backends =
        RestService.getBackendsV2(options("db.t"), READ, LOG).stream()
            .map(BackendRowV2::toBackendString)
            .toList();
    assertTrue(backends.contains(backendAddress()), backends::toString);
  }

  @Test
  void itReadsTheSchemaOfATable() throws Exception {
    execute(
        "CREATE TABLE db.s (k BIGINT NOT NULL COMMENT 'the_key', amount DECIMAL(10, 2), `at`"
            + " DATETIME(3)) UNIQUE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1"
            + " PROPERTIES('replication_num' = '1')");
    Schema schema = RestService.getSchema(options("db.s"), READ, LOG);
    assertEquals("UNIQUE_KEYS", schema.getKeysType());
    assertEquals(
        List.of("k", "amount", "at"), schema.getProperties().stream().map(Field::getName).toList());
    assertEquals("BIGINT", schema.get(0).getType());
    assertEquals("the_key", schema.get(0).getComment());
    assertEquals("DECIMAL64", schema.get(1).getType());
    assertEquals(10, schema.get(1).getPrecision());
    assertEquals(2, schema.get(1).getScale());
    assertEquals("DATETIMEV2", schema.get(2).getType());
  }

  @Test
  void itTellsAUniqueTableFromOthers() throws Exception {
    execute(
        "CREATE TABLE db.u (k INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1"
            + " PROPERTIES('replication_num' = '1')");
    assertTrue(RestService.isUniqueKeyType(options("db.u"), READ, LOG));
    assertFalse(RestService.isUniqueKeyType(options("db.t"), READ, LOG));
  }

  @Test
  void itDoesNotTakeAFailureForASchema() {
    assertThrows(DorisException.class, () -> RestService.getSchema(options("db.nope"), READ, LOG));
  }

  @Test
  void itCreatesATableWithItsDatabase() throws Exception {
    Map<String, FieldSchema> fields = new LinkedHashMap<>();
    fields.put("id", new FieldSchema("id", "INT", "it's the \"key\""));
    fields.put("name", new FieldSchema("name", "VARCHAR(60)", "unknown", ""));
    TableSchema table = new TableSchema();
    table.setDatabase("other");
    table.setTable("made");
    table.setTableComment("");
    table.setFields(fields);
    table.setKeys(List.of("id"));
    table.setDistributeKeys(List.of("id"));
    table.setModel(DataModel.UNIQUE);
    table.setProperties(Map.of("replication_num", "1", "light_schema_change", "true"));
    assertTrue(schemaChanges().createTable(table));
    // Once more is no failure.
    assertTrue(schemaChanges().createTable(table));
    assertEquals(Map.of("id", "INT", "name", "VARCHAR"), typesOf("other.made"));
    assertEquals(List.of(), rows("SELECT * FROM other.made"));
  }
}
