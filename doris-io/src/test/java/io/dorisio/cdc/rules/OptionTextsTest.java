package io.dorisio.cdc.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.ChangeRecord;
import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.SequenceValue;
import io.dorisio.cdc.SourcePosition;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.TableChange.DropColumn;
import io.dorisio.cdc.mysql.TableChange.RenameColumn;
import io.dorisio.cdc.rules.SchemaChangePolicy.Action;
import io.dorisio.format.RowKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionTextsTest {

  private static final SourceTable TABLE = new SourceTable("shop_1", "orders_2");
  private static final Instant TIME = Instant.parse("2024-01-01T00:00:00Z");
  private static final SourcePosition POSITION =
      SourcePosition.ofBinlog("mysql-bin.000003", 570, false, 0).orElseThrow();

  private static ChangeRecord record(Instant time) {
    return new ChangeRecord(
        RowKind.DELETE,
        TABLE,
        List.of(new Column("id", 1L, MySqlType.UNKNOWN)),
        List.of("id"),
        time,
        POSITION,
        "uuid:7");
  }

  private static List<Object> values(String metadata, Instant time) {
    return Arrays.asList(
        MetadataColumns.parse(metadata).of(record(time)).stream().map(Column::value).toArray());
  }

  private static String refusal(Runnable parsing) {
    return assertThrows(IllegalArgumentException.class, parsing::run).getMessage();
  }

  @Test
  void metadataIsAddedUnderItsNameOrAnother() {
    List<Column> columns =
        MetadataColumns.parse("database_name, TABLE_NAME as src , op_ts AS `at`").of(record(TIME));
    assertEquals(
        List.of("database_name", "src", "`at`"), columns.stream().map(Column::name).toList());
    assertEquals(List.of("shop_1", "orders_2", TIME), columns.stream().map(Column::value).toList());
  }

  @Test
  void metadataTellsTheServer() {
    List<Column> columns = MetadataColumns.parse("server_name").of(record(TIME).ofServer("shop-1"));

    assertEquals(List.of("shop-1"), columns.stream().map(Column::value).toList());
  }

  @Test
  void metadataTellsKindAndPlace() {
    assertEquals(
        List.of("DELETE", SequenceValue.asLargeInt(POSITION), "3:570:0", "uuid:7"),
        values("op_type,sequence,position,gtid", TIME));
  }

  @Test
  void aTimeThatIsNotKnownIsNull() {
    assertEquals(Arrays.asList((Object) null), values("op_ts", Instant.EPOCH));
  }

  @Test
  void metadataNeverHidesAColumnOfTheTable() {
    MetadataColumns metadata = MetadataColumns.parse("op_ts as ID");
    String message = refusal(() -> metadata.of(record(TIME)));
    assertTrue(message.startsWith("The table shop_1.orders_2 has a column ID itself"));
  }

  @Test
  void wrongMetadataIsNamed() {
    assertTrue(refusal(() -> MetadataColumns.parse("op_time")).contains("\"op_time\"; there are"));
    assertTrue(refusal(() -> MetadataColumns.parse("gtid, op_ts as gtid")).contains("name gtid"));
    assertTrue(refusal(() -> MetadataColumns.parse("op_ts as")).contains("item as column"));
  }

  @Test
  void schemaChangesFollowTheirPolicy() {
    SchemaChangePolicy policy = SchemaChangePolicy.parse("drop=apply, Rename = FAIL");
    assertEquals(Action.APPLY, policy.of(new DropColumn(TABLE, "a")));
    assertEquals(Action.FAIL, policy.of(new RenameColumn(TABLE, "a", "b")));
    assertEquals(Action.IGNORE, SchemaChangePolicy.parse("").of(new DropColumn(TABLE, "a")));
  }

  @Test
  void wrongPoliciesAreNamed() {
    assertTrue(refusal(() -> SchemaChangePolicy.parse("drop")).contains("\"drop\""));
    assertTrue(refusal(() -> SchemaChangePolicy.parse("drip=fail")).contains("no change \"drip\""));
    assertTrue(refusal(() -> SchemaChangePolicy.parse("drop=x")).contains("no action \"x\""));
    assertTrue(refusal(() -> SchemaChangePolicy.parse("key=apply")).contains("Doris cannot do"));
  }

  @Test
  void typesAreGivenByRules() {
    TypeRules types = TypeRules.parse("shop_\\d\\..*\\.price => decimal(10,2); .* => text");
    assertEquals(MySqlType.parse("decimal(10,2)"), types.of(TABLE, "PRICE"));
    assertEquals(MySqlType.parse("text"), types.of(TABLE, "other"));
    assertEquals(MySqlType.UNKNOWN, TypeRules.parse("").of(TABLE, "price"));
    assertTrue(refusal(() -> TypeRules.parse("a => nonsense")).contains("no type of MySQL"));
  }
}
