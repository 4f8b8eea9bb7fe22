package io.dorisio.cdc;

import static io.dorisio.cdc.Messages.AT;
import static io.dorisio.cdc.Messages.bytes;
import static io.dorisio.cdc.Messages.record;
import static io.dorisio.cdc.Messages.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dorisio.cdc.ChangeEvent.DataChange;
import io.dorisio.cdc.ChangeEvent.Ignored;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.format.RowKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowJsonParserTest {

  private static final ChangeParser PARSER =
      ChangeFormat.JSON.parser(ParserOptions.DEFAULT.withTable(new SourceTable("a", "b")));

  @Test
  void aRowIsAnUpsertKeyedByItsMessage() throws Exception {
    ChangeRecord record = record(PARSER, "{\"id\":1}", "{\"id\":1,\"t\":\"x\"}");
    assertEquals(RowKind.UPSERT, record.kind());
    assertEquals(Map.of("id", 1L, "t", "x"), values(record));
    assertEquals(List.of("id"), record.keyColumns());
    assertEquals(42, record.position().offset());
  }

  @Test
  void aKeyWithoutAValueIsADelete() throws Exception {
    List<ChangeEvent> events = PARSER.parse(bytes("{\"id\":1}"), null, AT);
    ChangeRecord record = ((DataChange) events.get(0)).record();
    assertEquals(RowKind.DELETE, record.kind());
    assertEquals(Map.of("id", 1L), values(record));
  }

  @Test
  void noValueWithoutAKeyOfColumnsIsIgnored() throws Exception {
    List<ChangeEvent> ignored = List.of(new Ignored(Ignored.Reason.TOMBSTONE));
    assertEquals(ignored, PARSER.parse(null, null, AT));
    assertEquals(ignored, PARSER.parse(bytes("17"), null, AT));
    assertEquals(ignored, PARSER.parse(new byte[0], null, AT));
  }

  @Test
  void rowsWithoutATableAreRefusedWhenTheParserIsMade() {
    assertThrows(
        IllegalArgumentException.class, () -> ChangeFormat.JSON.parser(ParserOptions.DEFAULT));
  }
}
