package io.dorisio.cdc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.SpatialValue;
import io.dorisio.format.RowKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ChangeRecordCoderTest {

  private static ChangeRecord record(List<Column> columns) {
    return new ChangeRecord(
        RowKind.DELETE,
        new SourceTable("a.b", "`'\"😀"),
        columns,
        List.of("id"),
        Instant.parse("1969-12-31T23:59:59.999999Z"),
        new SourcePosition(SourcePosition.Log.BINLOG, 3, 4_294_967_295L, true, 7, 0),
        "24bc7850-2c16-11e6-a073-0242ac110002:7");
  }

  private static ChangeRecord copy(ChangeRecord record) throws CoderException {
    ChangeRecordCoder coder = ChangeRecordCoder.of();
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, record));
  }

  @Test
  void serverComesBack() throws Exception {
    ChangeRecord record = record(List.of()).ofServer("shop-1");

    assertEquals(record, copy(record));
    assertEquals("shop-1", copy(record).server());
  }

  @Test
  void recordOfTheVersionBeforeServersIsRead() throws Exception {
    ChangeRecord record = record(List.of());
    byte[] bytes = CoderUtils.encodeToByteArray(ChangeRecordCoder.of(), record);
    bytes[0] = 1;
    byte[] before = Arrays.copyOf(bytes, bytes.length - 1);

    assertEquals(record, CoderUtils.decodeFromByteArray(ChangeRecordCoder.of(), before));
  }

  @Test
  void everyFormOfAValueComesBack() throws Exception {
    List<Object> values =
        Arrays.asList(
            null,
            true,
            false,
            0L,
            -1L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            new BigInteger("18446744073709551615"),
            new BigDecimal("-1.10"),
            new BigDecimal(BigInteger.TEN.pow(64), 30),
            new BigDecimal("1E+5"),
            1.5,
            -0.0,
            "",
            "\0\\N\n\"'😀",
            new byte[] {0, -1},
            new byte[0],
            Instant.parse("2024-03-31T01:30:00.000001Z"),
            new SpatialValue(4326, new byte[] {1, 2}));
    List<Column> columns = new ArrayList<>();
    for (Object value : values) {
      columns.add(new Column("c" + columns.size(), value, MySqlType.UNKNOWN));
    }
    ChangeRecord record = record(columns);
    assertEquals(record, copy(record));
  }

  @Test
  void everyTypeComesBack() throws Exception {
    List<Column> columns = new ArrayList<>();
    for (String type :
        List.of(
            "bigint(20) unsigned",
            "decimal(65,30)",
            "varchar(0)",
            "text",
            "enum('','it''s','a\\\\b')",
            "set('a')",
            "bit(64)",
            "somethingelse")) {
      columns.add(new Column("c" + columns.size(), null, MySqlType.parse(type)));
    }
    ChangeRecord record = record(columns);
    assertEquals(record, copy(record));
  }

  @Test
  void everyNameOfATypeHasACodeOfItsOwn() {
    for (MySqlType.Name name : MySqlType.Name.values()) {
      assertEquals(name, MySqlType.Name.ofCode(name.code()));
    }
    assertEquals(0, MySqlType.Name.UNKNOWN.code());
    assertEquals(25, MySqlType.Name.VECTOR.code());
  }

  @Test
  void aColumnOfASmallNumberTakesFewBytes() throws Exception {
    Column column = new Column("id", 1L, MySqlType.parse("int"));
    ChangeRecordCoder coder = ChangeRecordCoder.of();
    int without = CoderUtils.encodeToByteArray(coder, record(List.of())).length;
    int with = CoderUtils.encodeToByteArray(coder, record(List.of(column))).length;
    assertTrue(with - without <= 9, "takes " + (with - without));
  }

  @Test
  void aLaterVersionIsRefused() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(ChangeRecordCoder.of(), record(List.of()));
    bytes[0] = 3;
    CoderException refusal =
        assertThrows(
            CoderException.class,
            () -> CoderUtils.decodeFromByteArray(ChangeRecordCoder.of(), bytes));
    assertEquals("A change record has version 3; this DorisIO reads 2", refusal.getMessage());
  }

  @Test
  void theTextOfARecordShowsNoValues() {
    ChangeRecord record = record(List.of(new Column("phone", "555-0100", MySqlType.UNKNOWN)));
    assertTrue(!record.toString().contains("555"), record.toString());
  }
}
