package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** doris-protocol 2.4, 3.1: group commit. */
class GroupCommitTest extends AnyDorisTest {
  private static final String SYNC = "group_commit: sync_mode";

  private static void assertGroup(JsonNode reply) {
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    assertTrue(reply.path("Label").asText().matches("group_commit_[0-9a-f]+_[0-9a-f]+"));
    assertTrue(reply.path("GroupCommit").isBoolean());
    assertTrue(reply.path("GroupCommit").asBoolean());
    for (String key : List.of("TwoPhaseCommit", "BeginTxnTimeMs", "CommitAndPublishTimeMs")) {
      assertTrue(reply.path(key).isMissingNode(), key);
    }
  }

  @BeforeEach
  void shortenTheInterval() throws Exception {
    doris.execute("ALTER TABLE db.t SET ('group_commit_interval_ms' = '20')");
  }

  @Test
  void bothModesMakeALabelOfTheirOwn() throws Exception {
    assertGroup(load("t", "1\ta\n", SYNC));
    assertEquals(List.of(List.of(1, "a")), doris.query("SELECT * FROM db.t"));
    assertGroup(load("t", "2\tb\n", "group_commit: ASYNC_MODE"));
  }

  @Test
  void labelAndGroupCommitExcludeEachOther() throws Exception {
    assertEquals(
        "[INVALID_ARGUMENT]label and group_commit can't be set at the same time",
        load("t", "1\ta\n", SYNC, "label: mine").path("Message").asText());
  }

  @Test
  void unknownModesAreRefused() throws Exception {
    assertEquals(
        "[INVALID_ARGUMENT]group_commit can only be [async_mode, sync_mode, off_mode]",
        load("t", "1\ta\n", "group_commit: on").path("Message").asText());
  }

  @Test
  void chunkedGroupCommitDropsTheLabel() throws Exception {
    assertGroup(chunked(SYNC, "label: mine"));
  }

  @Test
  void otherHeadersTurnGroupCommitOff() throws Exception {
    for (String header : List.of(TWO_PHASES, "partitions: t", "temporary_partitions: t")) {
      JsonNode reply = load("t", "1\ta\n", SYNC, header, "label: mine_" + header.length());
      assertEquals("Success", reply.path("Status").asText(), reply.toString());
      assertEquals("mine_" + header.length(), reply.path("Label").asText());
      assertTrue(reply.path("GroupCommit").isMissingNode());
    }
    assertFalse(load("t", "", SYNC, "label: empty").has("GroupCommit"));
  }

  @Test
  void chunkedLabelsAreKeptByDefault() throws Exception {
    assertEquals("mine", chunked("label: mine").path("Label").asText());
  }
}
