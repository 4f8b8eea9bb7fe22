package io.dorisio.cdc.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.SourcePosition;
import io.dorisio.client.TableName;
import io.dorisio.format.RowKind;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class CodersTest {

  private static final RecordOffset PLACE = new RecordOffset("emp:1 é", 3, 1L << 40);

  @Test
  void messageComesBackAsItWas() throws Exception {
    ChangeMessage message =
        new ChangeMessage(PLACE, new byte[0], "{\"a\":\"\u0000\"}".getBytes(UTF_8));

    assertEquals(message, copy(ChangeMessageCoder.of(), message));
  }

  @Test
  void positionOfAMessageComesBackAsItWas() throws Exception {
    SourcePosition place =
        new SourcePosition(SourcePosition.Log.BINLOG, 7, 1L << 33, true, 1L << 31, 1);

    for (SourcePosition position :
        List.of(place, place.before(), SourcePosition.ofKafka(PLACE, 2))) {
      ChangeMessage message = new ChangeMessage(PLACE, null, null).withPosition(position);

      assertEquals(message, copy(ChangeMessageCoder.of(), message));
    }
  }

  @Test
  void messageOfAnotherVersionIsRefused() throws Exception {
    byte[] bytes =
        CoderUtils.encodeToByteArray(ChangeMessageCoder.of(), new ChangeMessage(PLACE, null, null));
    bytes[0] = 9;

    CoderException e =
        assertThrows(
            CoderException.class,
            () -> CoderUtils.decodeFromByteArray(ChangeMessageCoder.of(), bytes));
    assertTrue(e.getMessage().contains("version 9"), e.getMessage());
  }

  @Test
  void tombstoneWithoutKeyComesBackAsItWas() throws Exception {
    ChangeMessage message = new ChangeMessage(PLACE, null, null);

    assertEquals(message, copy(ChangeMessageCoder.of(), message));
  }

  @Test
  void deadLetterComesBackAsItWas() throws Exception {
    DeadLetter letter = new DeadLetter(new ChangeMessage(PLACE, null, new byte[] {-1}), "no JSON");

    assertEquals(letter, copy(DeadLetterCoder.of(), letter));
  }

  @Test
  void rowComesBackAsItWas() throws Exception {
    for (RowKind kind : List.of(RowKind.UPSERT, RowKind.DELETE)) {
      TargetRow row =
          new TargetRow(
              new TableName("demo", "a.b"),
              kind,
              "1:1;",
              List.of("id", "text", "none"),
              Arrays.asList("1", "\\N, \"😀\"\n", null),
              PLACE);

      assertEquals(row, copy(TargetRowCoder.of(), row));
    }
  }

  @Test
  void beamFindsTheCoders() throws Exception {
    CoderRegistry coders = CoderRegistry.createDefault();

    assertEquals(ChangeMessageCoder.of(), coders.getCoder(ChangeMessage.class));
    assertEquals(DeadLetterCoder.of(), coders.getCoder(DeadLetter.class));
    assertEquals(TargetRowCoder.of(), coders.getCoder(TargetRow.class));
  }

  private static <T> T copy(Coder<T> coder, T value) throws CoderException {
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, value));
  }
}
