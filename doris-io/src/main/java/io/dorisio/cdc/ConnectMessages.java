package io.dorisio.cdc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reads what JsonConverter writes: the payload alone, or with its schema before it ({@code
 * schemas.enable}). The schema is most of a message and the same in all of a table, so the bytes up
 * to the payload are compared with those of earlier messages, and read only where they are new.
 */
final class ConnectMessages {

  /** Schemas that are kept, of about 30 KiB each. */
  private static final int KEPT = 512;

  /** What tells schemas apart, their name, stands at their end. */
  private static final int TAIL = 200;

  private static final byte[] PAYLOAD = ",\"payload\":".getBytes(StandardCharsets.UTF_8);
  private static final JsonFactory JSON = new JsonFactory();

  /** How messages begin, up to the payload. */
  private static final class Head {
    private final byte[] bytes;
    private final ConnectSchema schema;

    Head(byte[] bytes, ConnectSchema schema) {
      this.bytes = bytes;
      this.schema = schema;
    }

    boolean begins(byte[] message) {
      return message.length > bytes.length
          && Arrays.equals(bytes, 0, bytes.length, message, 0, bytes.length);
    }
  }

  private final Map<Integer, Head> heads = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable Head last;

  /**
   * A message.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  ConnectMessage read(byte[] message) {
    Head head = last != null && last.begins(message) ? last : heads.get(tail(message));
    if (head != null && head.begins(message)) {
      last = head;
      JsonNode payload = payload(message, head.bytes.length);
      if (payload != null) {
        return new ConnectMessage(head.schema, payload);
      }
    }
    return whole(message);
  }

  /** The payload between head and closing brace; null where there is more than that, or less. */
  private static @Nullable JsonNode payload(byte[] message, int from) {
    int end = message.length - 1;
    return message[end] == '}' ? EventJson.only(message, from, end) : null;
  }

  private ConnectMessage whole(byte[] message) {
    JsonNode tree = EventJson.object(message);
    boolean enveloped =
        tree.has("payload")
            && tree.has("schema")
            && tree.size() == 2
            && (tree.get("schema").isNull() || tree.get("schema").has("type"));
    if (!enveloped) {
      return new ConnectMessage(ConnectSchema.NONE, tree);
    }
    ConnectSchema schema = new ConnectSchema(tree.get("schema"));
    keep(message, schema);
    return new ConnectMessage(schema, tree.get("payload"));
  }

  private void keep(byte[] message, ConnectSchema schema) {
    int length = headLength(message);
    if (length == 0) {
      return;
    }
    if (heads.size() >= KEPT) {
      heads.remove(heads.keySet().iterator().next());
    }
    last = new Head(Arrays.copyOf(message, length), schema);
    heads.put(tail(message), last);
  }

  /** How many bytes come before the payload; 0 where the schema does not, or it is not UTF-8. */
  private static int headLength(byte[] message) {
    try (JsonParser parser = JSON.createParser(message)) {
      parser.nextToken();
      if (!"schema".equals(parser.nextFieldName())) {
        return 0;
      }
      parser.nextToken();
      parser.skipChildren();
      parser.nextFieldName();
      parser.nextToken();
      return Math.toIntExact(Math.max(0, parser.currentTokenLocation().getByteOffset()));
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
    }
  }

  /** A hash of what comes right before what looks like the payload. */
  private static int tail(byte[] message) {
    int end = indexOfPayload(message);
    int hash = end;
    for (int i = Math.max(0, end - TAIL); i < end; i++) {
      hash = 31 * hash + message[i];
    }
    return hash;
  }

  private static int indexOfPayload(byte[] message) {
    int last = message.length - PAYLOAD.length;
    for (int i = 0; i <= last; i++) {
      if (message[i] == ','
          && message[i + 2] == 'p'
          && Arrays.equals(PAYLOAD, 0, PAYLOAD.length, message, i, i + PAYLOAD.length)) {
        return i;
      }
    }
    return 0;
  }
}
