package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectJsonTest {

  /** JsonConverter's own default is to write the column's default then. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nullIsNullAlsoWhereTheColumnHasADefault(boolean schemas) throws Exception {
    Schema schema =
        SchemaBuilder.struct()
            .field("n", SchemaBuilder.int32().optional().defaultValue(5).build())
            .build();

    byte[] json =
        new ConnectJson(schemas).write("topic", schema, new Struct(schema).put("n", null));

    JsonNode message = new ObjectMapper().readTree(json);
    JsonNode payload = schemas ? message.get("payload") : message;
    assertEquals("{\"n\":null}", payload.toString());
  }
}
