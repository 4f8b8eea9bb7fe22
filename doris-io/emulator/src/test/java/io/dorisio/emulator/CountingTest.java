package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loads that are counted and not stored. */
class CountingTest extends EmulatorTest {
  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    return builder.counting(true);
  }

  private long count(String body, String... headers) throws Exception {
    JsonNode reply = load("t", body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    assertEquals(reply.path("NumberTotalRows"), reply.path("NumberLoadedRows"));
    return reply.path("NumberLoadedRows").asLong();
  }

  @Test
  void linesAreCountedThatAreNotEmpty() throws Exception {
    assertEquals(0, count(""));
    assertEquals(3, count("1\ta\n\n\n2\tb\n3"));
    assertEquals(70_001, count("123456\n".repeat(70_000) + "\nx\n"));
    assertEquals(2, count("a;;b;;", "line_delimiter: ;;"));
    assertEquals(2, count("{\"k\":1}\n{\"k\":2}\n", JSON, BY_LINE));
  }

  @Test
  void elementsAndEnclosedLinesAreCounted() throws Exception {
    assertEquals(2, count("[{\"k\":1}, {\"k\":2}]", JSON, "strip_outer_array: true"));
    assertEquals(2, count("1\t\"a\nb\"\n2\tc\n", "enclose: \""));
  }

  @Test
  void nothingIsStoredButTheTransactionRuns() throws Exception {
    JsonNode reply = load("t", "1\ta\n", "label: counted", TWO_PHASES);
    assertEquals(1, reply.path("NumberLoadedRows").asInt());
    transaction("txn_operation: commit", "txn_id: " + reply.path("TxnId").asLong());
    assertEquals(List.of(), rows("SELECT * FROM db.t"));
    assertEquals("VISIBLE", get("/api/db/get_load_state?label=counted").path("data").asText());
  }
}
