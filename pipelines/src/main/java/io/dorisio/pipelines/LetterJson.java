package io.dorisio.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dorisio.pipelines.Letter.Content;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as JSON: messages with their place, {@code key}, {@code value} and {@code reason};
 * rows with their place, if it is known, {@code table}, {@code row} and {@code reason}. Bytes that
 * are no UTF-8 are base64, as {@code keyBytes} and {@code valueBytes}.
 */
final class LetterJson extends DoFn<Letter, byte[]> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LetterSource source;

  LetterJson(LetterSource source) {
    this.source = source;
  }

  @ProcessElement
  public void process(@Element Letter letter, OutputReceiver<byte[]> out) {
    out.output(json(letter, source));
  }

  static byte[] json(Letter letter, LetterSource source) {
    ObjectNode json = JSON.createObjectNode();
    if (letter.place() != null) {
      source.put(json, letter.place(), letter.position());
    }
    if (letter.isRow()) {
      json.put("table", letter.table());
      put(json, "row", letter.content());
    } else {
      put(json, "key", letter.key());
      put(json, "value", letter.content());
    }
    return bytes(json.put("reason", letter.reason()));
  }

  private static void put(ObjectNode json, String name, @Nullable Content content) {
    if (content == null) {
      json.putNull(name);
    } else {
      json.put(content.base64() ? name + "Bytes" : name, content.text());
    }
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
  }
}
