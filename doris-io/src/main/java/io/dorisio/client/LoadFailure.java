package io.dorisio.client;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a load failed, as far as it decides what to do. The server's code is looked at first, its
 * text only where the code says too little; versions wrap both differently, so they are searched
 * for.
 */
public enum LoadFailure {
  /** The node did not answer, or the connection broke: another node may do. */
  UNREACHABLE(true, true, Duration.ofMillis(100)),
  /** The node answered that it cannot now: another node may, or it later. */
  TRANSIENT(true, true, Duration.ofMillis(200)),
  /** The table or the database takes no more at the moment; every node would say so. */
  OVERLOADED(true, false, Duration.ofSeconds(1)),
  /** Another attempt owns the label, and was not yet out of the way. */
  LABEL_TAKEN(true, false, Duration.ofMillis(50)),
  /** Somebody aborted the transaction: a newer attempt of this job has taken over. */
  FENCED(false, false, Duration.ZERO),
  /** The load itself is at fault, and would be again. */
  DEFINITIVE(false, false, Duration.ZERO);

  // [CODE] in front of the message (be/src/common/status.h); [CANCELLED] and the like wrap a
  // second.
  private static final Pattern CODE = Pattern.compile("\\[([A-Z][-A-Z_0-9]*)\\]");
  // -235 TOO_MANY_VERSION (status.h), the limit of beginTransaction (DatabaseTransactionMgr.java),
  // and
  // the memory limits of a BE.
  private static final Pattern OVERLOAD =
      Pattern.compile(
          "-235\\b|TOO_MANY_VERSION|current running txns on db|MEM_LIMIT_EXCEEDED"
              + "|MEM_ALLOC_FAILED|memory limit exceeded|quota",
          Pattern.CASE_INSENSITIVE);
  // DatabaseTransactionMgr.java: what a client's abort leaves as the reason.
  private static final Pattern USER_ABORT = Pattern.compile("User Abort", Pattern.CASE_INSENSITIVE);
  // FE-side states that pass: a change of master (which forgets what is PREPARE), locks, no live
  // BE.
  private static final Pattern PASSING =
      Pattern.compile(
          "not master|NOT_MASTER|lock timeout|transaction (\\[\\d+\\] )?not found"
              + "|timeout by txn manager|No backend|Have not get FE Master heartbeat"
              + "|sender is gone|catalog is not ready",
          Pattern.CASE_INSENSITIVE);

  private final boolean retriable;
  private final boolean nodeAtFault;
  private final Duration firstPause;

  LoadFailure(boolean retriable, boolean nodeAtFault, Duration firstPause) {
    this.retriable = retriable;
    this.nodeAtFault = nodeAtFault;
    this.firstPause = firstPause;
  }

  /** Whether the same load may succeed if it is sent again. */
  public boolean isRetriable() {
    return retriable;
  }

  /** Whether another node is to be tried. */
  boolean isNodeAtFault() {
    return nodeAtFault;
  }

  /** How long to wait before the first repetition; later ones wait longer. */
  public Duration firstPause() {
    return firstPause;
  }

  /** What the {@code Message} of a failed load, or a frontend's refusal, means. */
  static LoadFailure ofMessage(String message) {
    if (OVERLOAD.matcher(message).find()) {
      return OVERLOADED;
    }
    if (USER_ABORT.matcher(message).find()) {
      return FENCED;
    }
    if (PASSING.matcher(message).find()) {
      return TRANSIENT;
    }
    Matcher code = CODE.matcher(message);
    while (code.find()) {
      switch (code.group(1)) {
        case "DATA_QUALITY_ERROR",
            "ANALYSIS_ERROR",
            "NOT_FOUND",
            "INVALID_ARGUMENT",
            "NOT_AUTHORIZED",
            "NOT_IMPLEMENTED_ERROR",
            "E-217" -> {
          return DEFINITIVE;
        }
        default -> {
          // A wrapper, or a failure of the node's own.
        }
      }
    }
    return TRANSIENT;
  }
}
