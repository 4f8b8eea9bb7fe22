package io.dorisio.pipelines.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UserEventsTest {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private final UserEvents events = new UserEvents();

  @Test
  void writesJsonWithTheTimeInUtc() throws IOException {
    JsonNode event = JSON.readTree(events.write(1_234_567, 1_700_000_000_007L));

    assertEquals(1_234_567, event.get("event_id").asLong());
    assertEquals("2023-11-14 22:13:20.007", event.get("ts").asText());
    assertTrue(event.get("user_id").isIntegralNumber());
    assertTrue(event.get("page").asText().startsWith("/"));
    assertEquals(6, event.size());
  }

  @Test
  void saysOfAnEventWhatItWrites() throws IOException {
    for (long id : LongStream.range(0, 20_000).toArray()) {
      JsonNode event = JSON.readTree(events.write(id, 1_700_000_000_000L + id));

      assertEquals(id, event.get("event_id").asLong());
      assertEquals(UserEvents.ACTIONS.get(UserEvents.action(id)), event.get("action").asText());
      BigDecimal amount = event.get("amount").decimalValue();
      assertEquals(UserEvents.cents(id), amount.movePointRight(2).longValueExact());
    }
  }

  @Test
  void truthSumsWhatItIsGiven() {
    EventTruth truth = new EventTruth();
    truth.add(7, 0, 150);
    truth.add(9, 0, 250);
    truth.add(8, 2, 1);

    assertEquals(3, truth.count());
    assertEquals(401, truth.cents());
    assertEquals(2, truth.count(0));
    assertEquals(400, truth.cents(0));
    assertEquals(7, truth.minId());
    assertEquals(9, truth.maxId());
    assertEquals(24, truth.sumOfIds());
  }
}
