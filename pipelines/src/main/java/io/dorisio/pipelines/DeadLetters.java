package io.dorisio.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dorisio.cdc.write.ChangesWritten;
import io.dorisio.cdc.write.DeadLetter;
import io.dorisio.write.FailedRow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.jspecify.annotations.Nullable;

/**
 * What is not in Doris, as JSON: messages with {@code topic}, {@code partition}, {@code offset},
 * {@code key}, {@code value} and {@code reason}; rows with {@code table}, {@code row} and {@code
 * reason}. Bytes that are no UTF-8 are base64, as {@code keyBytes} and {@code valueBytes}.
 */
final class DeadLetters {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DeadLetters() {}

  static PCollection<byte[]> of(ChangesWritten written) {
    return PCollectionList.of(
            written.getDeadLetters().apply("Messages as JSON", ParDo.of(new Messages())))
        .and(written.getWriteResult().getFailedRows().apply("Rows as JSON", ParDo.of(new Rows())))
        .apply("All dead letters", Flatten.pCollections());
  }

  static byte[] json(DeadLetter letter) {
    ObjectNode json = JSON.createObjectNode();
    json.put("topic", letter.place().topic());
    json.put("partition", letter.place().partition());
    json.put("offset", letter.place().offset());
    put(json, "key", letter.message().key());
    put(json, "value", letter.message().value());
    return bytes(json.put("reason", letter.reason()));
  }

  static byte[] json(FailedRow row) {
    ObjectNode json = JSON.createObjectNode();
    json.put("table", row.getTable());
    json.put("row", row.getRow());
    return bytes(json.put("reason", row.getReason()));
  }

  private static void put(ObjectNode json, String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      json.putNull(name);
      return;
    }
    try {
      json.put(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      json.put(name + "Bytes", bytes);
    }
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
  }

  private static final class Messages extends DoFn<DeadLetter, byte[]> {
    @ProcessElement
    public void process(@Element DeadLetter letter, OutputReceiver<byte[]> out) {
      out.output(json(letter));
    }
  }

  private static final class Rows extends DoFn<FailedRow, byte[]> {
    @ProcessElement
    public void process(@Element FailedRow row, OutputReceiver<byte[]> out) {
      out.output(json(row));
    }
  }
}
