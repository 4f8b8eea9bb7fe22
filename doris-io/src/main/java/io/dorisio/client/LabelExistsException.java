package io.dorisio.client;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A load was not begun because a transaction that is not aborted owns its label. */
public class LabelExistsException extends LoadFailedException {

  // Both official connectors read the transaction's id with this pattern: TxnId is -1 here.
  private static final Pattern RELATED_TRANSACTION = Pattern.compile("relate to txn \\[(\\d+)\\]");
  private static final Pattern STATUS =
      Pattern.compile("status(?:=)? ?\\[(?:TXN_STATUS_)?([A-Z]+)\\]");

  /** What the owner of the label has come to. */
  public enum Owner {
    /** Still streaming: PREPARE. It may be a request whose end the backend has not noticed yet. */
    RUNNING,
    /** Loaded, and neither committed nor aborted. */
    PRECOMMITTED,
    /** COMMITTED or VISIBLE: its rows are in the table. */
    FINISHED,
    /** The server did not say: older cloud deployments leave the state empty. */
    UNKNOWN
  }

  private final Owner owner;
  private final OptionalLong transactionId;

  LabelExistsException(String message, StreamLoadReply reply) {
    super(LoadFailure.LABEL_TAKEN, message);
    this.owner = ownerOf(reply);
    Matcher matcher = RELATED_TRANSACTION.matcher(reply.message());
    this.transactionId =
        matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
  }

  public Owner owner() {
    return owner;
  }

  /** The transaction that owns the label, where the server named it. */
  public OptionalLong transactionId() {
    return transactionId;
  }

  private static Owner ownerOf(StreamLoadReply reply) {
    return switch (reply.existingJobStatus()) {
      case "RUNNING" -> Owner.RUNNING;
      case "PRECOMMITTED" -> Owner.PRECOMMITTED;
      case "FINISHED" -> Owner.FINISHED;
      default -> ownerOfStatus(reply.message());
    };
  }

  private static Owner ownerOfStatus(String message) {
    Matcher matcher = STATUS.matcher(message);
    if (!matcher.find()) {
      return Owner.UNKNOWN;
    }
    return switch (matcher.group(1)) {
      case "PREPARE", "PREPARED" -> Owner.RUNNING;
      case "PRECOMMITTED" -> Owner.PRECOMMITTED;
      case "COMMITTED", "VISIBLE" -> Owner.FINISHED;
      default -> Owner.UNKNOWN;
    };
  }
}
