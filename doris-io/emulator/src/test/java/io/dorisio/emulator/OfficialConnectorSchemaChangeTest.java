package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.OfficialConnector.Route;
import java.util.ArrayList;
import java.util.List;
import org.apache.doris.flink.catalog.doris.FieldSchema;
import org.apache.doris.flink.cfg.DorisOptions;
import org.apache.doris.flink.cfg.DorisReadOptions;
import org.apache.doris.flink.rest.RestService;
import org.apache.doris.flink.rest.models.Field;
import org.apache.doris.flink.rest.models.Schema;
import org.apache.doris.flink.sink.schema.SchemaChangeManager;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the official connector has a frontend change of a table while rows come in. */
class OfficialConnectorSchemaChangeTest extends AnyDorisTest {
  private static final Logger LOG =
      LoggerFactory.getLogger(OfficialConnectorSchemaChangeTest.class);

  private DorisOptions options() {
    return OfficialConnector.options(doris, Route.LISTED_BACKENDS, "db.t");
  }

  private SchemaChangeManager schemaChanges() {
    return new SchemaChangeManager(options());
  }

  private Schema schema() throws Exception {
    return RestService.getSchema(options(), DorisReadOptions.builder().build(), LOG);
  }

  private List<String> columns() throws Exception {
    List<String> columns = new ArrayList<>();
    for (Field field : schema().getProperties()) {
      columns.add(field.getName() + " " + field.getType());
    }
    return columns;
  }

  @Test
  void itAddsColumnsOnce() throws Exception {
    SchemaChangeManager changes = schemaChanges();
    load("t", "1\ta\n");
    FieldSchema field = new FieldSchema("n", "BIGINT", "7", "a count");
    assertTrue(changes.addColumn("db", "t", field));
    assertTrue(changes.addColumn("db", "t", field));
    assertEquals(List.of("k INT", "v VARCHAR", "n BIGINT"), columns());
    load("t", "2\tb\t9\n");
    assertEquals(
        List.of(List.of(1, "a", 7L), List.of(2, "b", 9L)),
        rows("SELECT k, v, n FROM db.t ORDER BY k"));
  }

  @Test
  void itDropsColumnsOnce() throws Exception {
    SchemaChangeManager changes = schemaChanges();
    assertTrue(changes.dropColumn("db", "t", "v"));
    assertTrue(changes.dropColumn("db", "t", "v"));
    assertEquals(List.of("k INT"), columns());
  }

  @Test
  void itRenamesColumns() throws Exception {
    load("t", "1\ta\n");
    assertTrue(schemaChanges().renameColumn("db", "t", "v", "name"));
    assertEquals(List.of(List.of(1, "a")), rows("SELECT k, name FROM db.t"));
  }

  @Test
  void itMakesColumnsWider() throws Exception {
    load("t", "1\ta\n");
    assertTrue(
        schemaChanges().modifyColumnDataType("db", "t", new FieldSchema("v", "VARCHAR(64)", "")));
    load("t", "2\t" + "b".repeat(64) + "\n");
    assertEquals(
        List.of(List.of("a"), List.of("b".repeat(64))), rows("SELECT v FROM db.t ORDER BY k"));
  }

  @Test
  void itComments() throws Exception {
    assertTrue(schemaChanges().modifyColumnComment("db", "t", "v", "said_later"));
    assertEquals("said_later", schema().get(1).getComment());
  }
}
