package io.dorisio.cdc;

/** A message that is no event of its format, or one of a kind that is not known: a dead letter. */
public final class MalformedEventException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient RecordOffset offset;

  /**
   * Of one message.
   *
   * @param reason what is wrong; may quote the value that is
   */
  public MalformedEventException(
      ChangeFormat format, RecordOffset offset, String reason, Throwable cause) {
    super("The message at " + offset + " is no " + format + " event: " + reason, cause);
    this.offset = offset;
  }

  /** Where the message lies. */
  public RecordOffset offset() {
    return offset;
  }
}
