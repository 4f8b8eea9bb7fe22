package io.dorisio.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A backend's answer to a load ({@code stream_load_context.cpp}). Its HTTP status is 200 for
 * failures too; {@link #status} tells. Keys that are not read here are ignored: versions add some.
 *
 * @param transactionId -1 if no transaction was begun
 * @param existingJobStatus what owns the label, if the status is LABEL_ALREADY_EXISTS; else empty
 * @param errorUrl where the filtered rows can be read; empty if none were
 * @param firstError what was wrong with the first of them; empty from servers before 2026
 */
public record StreamLoadReply(
    long transactionId,
    String label,
    boolean twoPhaseCommit,
    Status status,
    String existingJobStatus,
    String message,
    long totalRows,
    long loadedRows,
    long filteredRows,
    long unselectedRows,
    long loadBytes,
    String errorUrl,
    String firstError) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The reply's {@code Status}. */
  public enum Status {
    /** With two-phase commit: the transaction is pre-committed. */
    SUCCESS,
    /** Committed and visible later; only without two-phase commit. A success. */
    PUBLISH_TIMEOUT,
    LABEL_ALREADY_EXISTS,
    FAIL;

    static Status parse(String text) {
      return switch (text) {
        case "Success" -> SUCCESS;
        case "Publish Timeout" -> PUBLISH_TIMEOUT;
        case "Label Already Exists" -> LABEL_ALREADY_EXISTS;
        default -> FAIL;
      };
    }
  }

  /** Whether the rows are the server's now: it will not forget them, visible or not yet. */
  boolean isSuccess() {
    return status == Status.SUCCESS || status == Status.PUBLISH_TIMEOUT;
  }

  /**
   * Reads the reply's JSON.
   *
   * @throws DorisException if it is not the reply of a load; frontends and backends have other
   *     shapes for some refusals, and these are shown as they are
   */
  static StreamLoadReply parse(String body) throws DorisException {
    JsonNode json = tree(body);
    if (!json.path("Status").isTextual()) {
      throw new DorisException("Doris did not answer as to a load, but: " + Replies.shorten(body));
    }
    return new StreamLoadReply(
        json.path("TxnId").asLong(-1),
        json.path("Label").asText(""),
        json.path("TwoPhaseCommit").asText("").equals("true"),
        Status.parse(json.path("Status").asText()),
        json.path("ExistingJobStatus").asText(""),
        json.path("Message").asText(""),
        json.path("NumberTotalRows").asLong(),
        json.path("NumberLoadedRows").asLong(),
        json.path("NumberFilteredRows").asLong(),
        json.path("NumberUnselectedRows").asLong(),
        json.path("LoadBytes").asLong(),
        json.path("ErrorURL").asText(""),
        json.path("FirstErrorMsg").asText(""));
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
