package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** doris-protocol 2.4: the labels of chunked loads on the newest masters (PR #61242). */
class ChunkedLabelTest extends EmulatorTest {
  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    return builder.dropsChunkedLabels(true);
  }

  @Test
  void chunkedLoadsLoseTheirLabel() throws Exception {
    JsonNode reply = chunked("label: mine", TWO_PHASES);
    assertEquals("Success", reply.path("Status").asText());
    assertFalse(reply.path("Label").asText().equals("mine"));
    assertEquals("true", reply.path("TwoPhaseCommit").asText());
  }

  @Test
  void offModeKeepsTheLabel() throws Exception {
    String off = "group_commit: off_mode";
    assertEquals("mine", chunked("label: mine", off, TWO_PHASES).path("Label").asText());
  }

  @Test
  void loadsWithALengthKeepTheLabel() throws Exception {
    assertEquals("mine", load("t", "1\ta\n", "label: mine").path("Label").asText());
  }
}
