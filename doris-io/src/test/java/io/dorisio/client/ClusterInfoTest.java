package io.dorisio.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers worded as Doris words them. */
class ClusterInfoTest {

  private static final TableName TABLE = new TableName("shop", "orders");
  private static final String SHOW_TIMEOUT = "SHOW FRONTEND CONFIG LIKE 'a_timeout'";

  private final StubFrontend frontend;
  private final ClusterInfo cluster;

  ClusterInfoTest() throws IOException {
    frontend = new StubFrontend();
    cluster = new ClusterInfo(frontend.connection());
  }

  @AfterEach
  void close() {
    cluster.close();
    frontend.close();
  }

  @Test
  void theVersionStandsInTheBootstrapWhereTheServerTellsItToClients() throws Exception {
    frontend.with("/api/bootstrap", "{\"version\":\"doris-2.1.7-rc03-443e87e203\"}");

    assertEquals(Optional.of("doris-2.1.7-rc03-443e87e203"), cluster.version("shop"));
  }

  @Test
  void elseTheVersionIsAskedForInSql() throws Exception {
    frontend
        .with("/api/bootstrap", "{\"version\":\"\",\"queryPort\":0}")
        .withRow(
            "SHOW VARIABLES LIKE 'version_comment'",
            Map.of("Variable_name", "version_comment", "Value", "Doris version doris-3.0.3"));

    assertEquals(Optional.of("Doris version doris-3.0.3"), cluster.version("shop"));
  }

  @Test
  void aSettingIsFoundByItsNameAmongThoseAlike() throws Exception {
    frontend.withRow(SHOW_TIMEOUT, Map.of("Key", "a_timeout", "Value", "60", "Type", "int"));

    assertEquals(OptionalLong.of(60), cluster.setting("shop", "a_timeout"));

    frontend.withRow(SHOW_TIMEOUT, Map.of("Key", "axtimeout", "Value", "60", "Type", "int"));

    assertEquals(OptionalLong.empty(), cluster.setting("shop", "a_timeout"));
  }

  @Test
  void theSchemaTellsWhatBecomesOfEqualKeys() throws Exception {
    frontend.with("/api/shop/orders/_schema", "{\"status\":200,\"keysType\":\"UNIQUE_KEYS\"}");
    assertEquals(KeysModel.UNIQUE, cluster.keysModel(TABLE));

    frontend.with("/api/shop/orders/_schema", "{\"status\":200,\"keysType\":\"\"}");
    assertEquals(KeysModel.OTHER, cluster.keysModel(TABLE));
  }

  @Test
  void aMissingPrivilegeIsARefusalThoughItComesAsASuccess() {
    frontend.with(
        "/api/shop/orders/_schema",
        "{\"status\":401,\"exception\":\"Access denied; you need (at least one of) the SELECT"
            + " privilege(s) for this operation\"}");

    DorisException e = assertThrows(DorisException.class, () -> cluster.keysModel(TABLE));

    assertTrue(e.getMessage().contains("the SELECT privilege"), e::getMessage);
  }

  @Test
  void theSequenceColumnIsReadFromTheTablesDeclaration() throws Exception {
    String show = "SHOW CREATE TABLE `shop`.`orders`";
    frontend.withRow(
        show,
        Map.of(
            "Table",
            "orders",
            "Create Table",
            "CREATE TABLE `orders` (`id` bigint NOT NULL) UNIQUE KEY(`id`) PROPERTIES ("
                + "\"function_column.sequence_col\" = \"changed_at\")"));
    assertTrue(cluster.hasSequenceColumn(TABLE));

    frontend.withRow(show, Map.of("Table", "orders", "Create Table", "CREATE TABLE `orders` ()"));
    assertEquals(false, cluster.hasSequenceColumn(TABLE));
  }

  @Test
  void whatIsRefusedIsSaidInTheServersWords() {
    DorisException e =
        assertThrows(DorisException.class, () -> cluster.setting("shop", "a_timeout"));

    assertTrue(e.getMessage().contains(SHOW_TIMEOUT), e::getMessage);
    assertTrue(e.getMessage().contains("detailMessage = refused"), e::getMessage);
  }
}
