package io.dorisio.cdc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of one table follow each other; each means what it would mean alone. */
class ConnectMessagesTest {

  private static final SourceTable TABLE = new SourceTable("shop", "orders");
  private static final String FIELDS =
      "[{\"type\":\"int32\",\"optional\":false,\"name\":\"io.debezium.time.Date\",\"field\":\"d\"}]";
  private static final String SCHEMA = schema(FIELDS, "shop.orders");

  private final ConnectMessages messages = new ConnectMessages();

  private static String schema(String fields, String name) {
    return "{\"type\":\"struct\",\"fields\":" + fields + ",\"name\":\"" + name + "\"}";
  }

  private static String message(String schema, String payload) {
    return "{\"schema\":" + schema + ",\"payload\":" + payload + "}";
  }

  private static ConnectMessage read(ConnectMessages messages, String message) {
    return messages.read(message.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Column> row(ConnectMessage message) {
    return message.columns(TABLE, ParserOptions.DEFAULT);
  }

  @BeforeEach
  void readOne() {
    assertEquals(date("1970-01-02"), row(read(messages, message(SCHEMA, "{\"d\":1}"))));
  }

  private static List<Column> date(String value) {
    return List.of(new Column("d", value, MySqlType.of(MySqlType.Name.DATE)));
  }

  @Test
  void aMessageWithTheSameSchemaHasItsOwnPayload() {
    assertEquals(date("1970-01-03"), row(read(messages, message(SCHEMA, "{\"d\":2}"))));
  }

  @Test
  void aSchemaThatIsKnownIsReadOnce() {
    ConnectMessage second = read(messages, message(SCHEMA, "{\"d\":2}"));
    ConnectMessage other = read(messages, message(schema(FIELDS, "shop.other"), "{\"d\":3}"));
    ConnectMessage third = read(messages, message(SCHEMA, "{\"d\":2}"));

    assertEquals(true, second.schema() == third.schema());
    assertEquals(false, second.schema() == other.schema());
  }

  @Test
  void aSchemaThatDiffersInOneLetterIsAnother() {
    String number = SCHEMA.replace("io.debezium.time.Date", "io.debezium.time.Datf");

    assertEquals(
        List.of(new Column("d", 2L, MySqlType.of(MySqlType.Name.INT))),
        row(read(messages, message(number, "{\"d\":2}"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"d\":null}",
        " {\"d\":2} ",
        "{\"d\":2,\"other\":\",\\\"payload\\\":\"}",
        "[1,2]",
        "\"}\""
      })
  void aPayloadIsWhatItIsAlone(String payload) {
    String message = message(SCHEMA, payload);

    assertEquals(read(new ConnectMessages(), message).payload(), read(messages, message).payload());
  }

  @Test
  void whereMoreFollowsThePayloadTheMessageIsThePayload() {
    String message = message(SCHEMA, "{\"d\":2},\"more\":{}");

    assertEquals(read(new ConnectMessages(), message).payload(), read(messages, message).payload());
    assertEquals(3, read(messages, message).payload().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "{\"d\":2", "{\"d\":2}}", "{\"d\":1,\"d\":2}", "{\"d\":2} {}", "nul"})
  void whatIsNoJsonIsRefusedAsItIsAlone(String payload) {
    String message = message(SCHEMA, payload);

    assertEquals(refusal(new ConnectMessages(), message), refusal(messages, message));
  }

  @Test
  void aMessageThatEndsWithItsSchemaIsRefused() {
    String message = "{\"schema\":" + SCHEMA + ",\"payload\":";

    assertEquals(refusal(new ConnectMessages(), message), refusal(messages, message));
  }

  private static String refusal(ConnectMessages messages, String message) {
    return assertThrows(IllegalArgumentException.class, () -> read(messages, message)).getMessage();
  }

  @Test
  void aSchemaThatSpeaksOfAPayloadIsNotTakenForOne() {
    String trap =
        schema(FIELDS, "shop.orders").replace("\"name\":\"shop", "\"payload\":7,\"name\":\"shop");
    for (int day = 1; day < 4; day++) {
      assertEquals(
          date("1970-01-0" + (day + 1)), row(read(messages, message(trap, "{\"d\":" + day + "}"))));
    }
  }

  @Test
  void aPayloadBeforeItsSchemaIsFound() {
    String swapped = "{\"payload\":{\"d\":2},\"schema\":" + SCHEMA + "}";

    assertEquals(date("1970-01-03"), row(read(messages, swapped)));
    assertEquals(date("1970-01-03"), row(read(messages, swapped)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE"})
  void otherEncodingsOfUnicodeAreRead(String charset) {
    byte[] message = message(SCHEMA, "{\"d\":2}").getBytes(Charset.forName(charset));

    assertEquals(date("1970-01-03"), row(messages.read(message)));
    assertEquals(date("1970-01-03"), row(messages.read(message)));
  }

  @Test
  void moreSchemasThanAreKeptAreRead() {
    for (int round = 0; round < 2; round++) {
      for (int table = 0; table < 600; table++) {
        String schema = schema(FIELDS, "shop.orders_" + table);
        assertEquals(date("1970-01-03"), row(read(messages, message(schema, "{\"d\":2}"))));
      }
    }
  }
}
