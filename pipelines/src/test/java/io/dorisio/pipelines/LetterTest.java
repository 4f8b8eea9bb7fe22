package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.SourcePosition;
import io.dorisio.cdc.SourcePosition.Log;
import io.dorisio.cdc.write.ChangeMessage;
import io.dorisio.cdc.write.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class LetterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00.123Z");
  private static final RecordOffset PLACE = new RecordOffset("db1.emp_1.t", 17, 1_234);

  @Test
  void messageOfKafkaNamesTopicPartitionAndOffset() throws Exception {
    JsonNode json = json(letter("k", "{\"a\":1}"), LetterSource.KAFKA);

    assertEquals(
        "{\"topic\":\"db1.emp_1.t\",\"partition\":17,\"offset\":1234,\"key\":\"k\","
            + "\"value\":\"{\\\"a\\\":1}\",\"reason\":\"broken\"}",
        json.toString());
  }

  @Test
  void messageOfMySqlNamesTableBinlogAndPosition() throws Exception {
    SourcePosition position = new SourcePosition(Log.BINLOG, 17, 1_234, false, 5, 1);
    Letter letter = Letter.of(new DeadLetter(message("k", "v").withPosition(position), "broken"));

    assertEquals(
        "{\"source\":\"db1.emp_1.t\",\"binlog\":17,\"position\":1234,\"change\":5,"
            + "\"snapshot\":false,\"key\":\"k\",\"value\":\"v\",\"reason\":\"broken\"}",
        json(letter, LetterSource.MYSQL).toString());
    assertEquals("binlog 17:1234 change 5", row(letter).getString("place"));
  }

  @Test
  void rowOfASnapshotNamesItsTableAndWhereTheSnapshotWasTaken() {
    SourcePosition position = new SourcePosition(Log.BINLOG, 17, 1_234, true, 5, 1);
    Row row =
        row(Letter.of(new DeadLetter(message("{\"id\":1}", "v").withPosition(position), "broken")));

    assertEquals("db1.emp_1.t", row.getString("source"));
    assertEquals("snapshot at binlog 17:1234 row 5", row.getString("place"));
    assertEquals("{\"id\":1}", row.getString("message_key"));
  }

  @Test
  void bytesThatAreNoTextAreBase64() throws Exception {
    byte[] bytes = {(byte) 0xff, 0x00};
    Letter letter = Letter.of(new DeadLetter(new ChangeMessage(PLACE, null, bytes), "broken"));

    JsonNode json = json(letter, LetterSource.KAFKA);
    assertTrue(json.get("key").isNull());
    assertEquals("/wA=", json.get("valueBytes").asText());
    assertEquals("base64:/wA=", row(letter).getString("content"));
  }

  @Test
  void whatIsTooLongForDorisIsCutBetweenCharactersAndSaysSo() {
    String text = "x".repeat(LetterRow.MAX_CHARACTERS - 1) + "😀".repeat(10);
    Row row = row(letter("k", text));

    assertEquals("x".repeat(LetterRow.MAX_CHARACTERS - 1), row.getString("content"));
    assertTrue(row.getString("reason").contains("cut"), row.getString("reason"));
  }

  private static ChangeMessage message(String key, String value) {
    return new ChangeMessage(
        PLACE, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  private static Letter letter(String key, String value) {
    return Letter.of(new DeadLetter(message(key, value), "broken"));
  }

  private static JsonNode json(Letter letter, LetterSource source) throws Exception {
    return new ObjectMapper().readTree(LetterJson.json(letter, source));
  }

  private static Row row(Letter letter) {
    return LetterRow.row(letter, LetterSource.MYSQL, NOW);
  }
}
