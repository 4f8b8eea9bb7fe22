package io.dorisio.cdc.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.rules.TableRoutes.Unmatched;
import io.dorisio.client.TableName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableRoutesTest {

  private static Optional<TableName> route(TableRoutes routes, String database, String table) {
    return routes.route(new SourceTable(database, table));
  }

  private static String refusal(String rules) {
    return assertThrows(IllegalArgumentException.class, () -> TableRoutes.parse(rules))
        .getMessage();
  }

  @Test
  void manyTablesGoToOne() {
    TableRoutes routes = TableRoutes.parse("shop_\\d+\\.orders_\\d+ => ods.orders");
    Optional<TableName> merged = Optional.of(new TableName("ods", "orders"));
    assertEquals(merged, route(routes, "shop_0", "orders_00"));
    assertEquals(merged, route(routes, "shop_17", "orders_31"));
  }

  @Test
  void groupsOfThePatternFillTheTarget() {
    TableRoutes routes = TableRoutes.parse("(crm|erp)\\.(.+) => $1.ods_$2_v1");
    assertEquals(
        Optional.of(new TableName("crm", "ods_a$b\\c_v1")), route(routes, "crm", "a$b\\c"));
  }

  @Test
  void thePatternMatchesTheWholeName() {
    TableRoutes routes = TableRoutes.parse("shop\\.orders => ods.orders");
    assertEquals(
        Optional.of(new TableName("shop", "orders_archive")),
        route(routes, "shop", "orders_archive"));
  }

  @Test
  void theFirstRuleThatMatchesCounts() {
    TableRoutes routes = TableRoutes.parse("shop\\.a => x.first;\n shop\\..* => x.second;");
    assertEquals(Optional.of(new TableName("x", "first")), route(routes, "shop", "a"));
    assertEquals(Optional.of(new TableName("x", "second")), route(routes, "shop", "b"));
  }

  @Test
  void tablesWithoutARuleKeepTheirNamesWithPrefixAndSuffix() {
    TableRoutes routes =
        TableRoutes.parse("a\\.b => c.d").withPrefix("ods_").withSuffix("_rt").withDatabase("ods");
    assertEquals(Optional.of(new TableName("ods", "ods_t_rt")), route(routes, "shop", "t"));
    assertEquals(Optional.of(new TableName("c", "d")), route(routes, "a", "b"));
    assertEquals(
        Optional.of(new TableName("shop", "t")), route(TableRoutes.parse(""), "shop", "t"));
  }

  @Test
  void tablesWithoutARuleAreLeftOutOrRefusedByOption() {
    TableRoutes routes = TableRoutes.parse("a\\.b => c.d");
    assertEquals(Optional.empty(), route(routes.withUnmatched(Unmatched.LEAVE_OUT), "shop", "t"));
    assertThrows(
        IllegalArgumentException.class,
        () -> route(routes.withUnmatched(Unmatched.FAIL), "shop", "t"));
  }

  @Test
  void namesMayHoldLineEndsAndSemicolons() {
    TableRoutes routes = TableRoutes.parse("a\\.x\\;y.* => c.d");
    assertEquals(Optional.of(new TableName("c", "d")), route(routes, "a", "x;y\nz"));
  }

  @Test
  void wrongRulesAreNamedWithWhatIsWrong() {
    assertEquals(
        "The route rule \"a.b\" has no \"=>\" between the pattern and what becomes of it",
        refusal("a.b"));
    assertEquals(
        "The route rule \"a =>\" has nothing on one side of its \"=>\"",
        refusal("x.y => z.z; a =>"));
    assertEquals("The route rule \"a => b\" does not lead to database.table", refusal("a => b"));
    assertEquals(
        "The route rule \"(a)\\.b => c.$2\" uses $2, but its pattern has 1 groups",
        refusal("(a)\\.b => c.$2"));
    assertEquals(
        "The route rule \"(a => c.d\" has a pattern that is no regular expression: Unclosed group at"
            + " character 2",
        refusal("(a => c.d"));
  }

  @Test
  void aTargetThatComesOutEmptyIsRefused() {
    TableRoutes routes = TableRoutes.parse("a\\.(x?)y => c.$1");
    assertThrows(IllegalArgumentException.class, () -> route(routes, "a", "y"));
  }
}
