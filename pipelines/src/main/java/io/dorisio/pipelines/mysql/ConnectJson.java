package io.dorisio.pipelines.mysql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;

/**
 * Writes Kafka Connect's values as its JsonConverter does. The JSON of a schema, the most of a
 * message, is made once for each schema and not for each message.
 */
final class ConnectJson {
  /** Debezium makes new schemas when a table changes; the old ones are of no more use. */
  private static final int MAX_SCHEMAS = 4_096;

  private static final byte[] PAYLOAD = ",\"payload\":".getBytes(StandardCharsets.UTF_8);

  private final JsonConverter converter = new JsonConverter();
  private final ObjectMapper mapper = new ObjectMapper();
  private final IdentityHashMap<Schema, byte[]> heads = new IdentityHashMap<>();
  private final boolean schemas;

  ConnectJson(boolean schemas) {
    this.schemas = schemas;
    converter.configure(
        Map.of(
            JsonConverterConfig.SCHEMAS_ENABLE_CONFIG,
            false,
            // A null is a null, also where the column has a default.
            JsonConverterConfig.REPLACE_NULL_WITH_DEFAULT_CONFIG,
            false),
        false);
  }

  byte[] write(String topic, Schema schema, Object value) {
    byte[] payload = converter.fromConnectData(topic, schema, value);
    if (!schemas) {
      return payload;
    }
    byte[] head = head(schema);
    ByteArrayOutputStream message = new ByteArrayOutputStream(head.length + payload.length + 1);
    message.writeBytes(head);
    message.writeBytes(payload);
    message.write('}');
    return message.toByteArray();
  }

  private byte[] head(Schema schema) {
    byte[] head = heads.get(schema);
    if (head == null) {
      if (heads.size() >= MAX_SCHEMAS) {
        heads.clear();
      }
      head = newHead(schema);
      heads.put(schema, head);
    }
    return head;
  }

  private byte[] newHead(Schema schema) {
    try {
      byte[] json = mapper.writeValueAsBytes(converter.asJsonSchema(schema));
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      head.writeBytes("{\"schema\":".getBytes(StandardCharsets.UTF_8));
      head.writeBytes(json);
      head.writeBytes(PAYLOAD);
      return head.toByteArray();
    } catch (JsonProcessingException e) {
      throw new DataException("The schema " + schema.name() + " cannot be written as JSON", e);
    }
  }
}
