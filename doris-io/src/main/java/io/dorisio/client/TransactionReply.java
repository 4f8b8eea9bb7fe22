package io.dorisio.client;

import java.util.regex.Pattern;

/**
 * A backend's answer to a commit or an abort ({@code stream_load_2pc.cpp}).
 *
 * @param outcome what it means
 * @param message the server's words
 */
public record TransactionReply(Outcome outcome, String message) {

  /**
   * What an answer means. The server has no codes for these, only texts ({@code
   * DatabaseTransactionMgr.java}); they are searched for, since versions wrap them differently.
   */
  public enum Outcome {
    SUCCESS(null),
    /** The rows are in the table: an earlier commit went through. */
    ALREADY_COMMITTED("is already (committed|visible)"),
    /** The rows are gone. */
    ALREADY_ABORTED("is already aborted"),
    /** Never seen, or finished so long ago that it was forgotten. */
    NOT_FOUND("transaction (\\[\\d+\\] )?not found"),
    /** Its load has not ended. */
    NOT_PRECOMMITTED("is prepare, not pre-committed"),
    /** The user may not do this, or the database is gone. */
    FORBIDDEN("access denied|unknown database"),
    /** Anything else: a lock, a change of master, a lost quorum. It may pass. */
    TRANSIENT(null);

    private final Pattern words;

    Outcome(String words) {
      this.words = words == null ? null : Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    static Outcome of(String status, String message) {
      if (status.equals("Success")) {
        return SUCCESS;
      }
      for (Outcome outcome : values()) {
        if (outcome.words != null && outcome.words.matcher(message).find()) {
          return outcome;
        }
      }
      return TRANSIENT;
    }
  }
}
