package io.dorisio.cdc.write;

import io.dorisio.cdc.RecordOffset;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * A message of which nothing was written, and why.
 *
 * @param message as it came, unmasked
 * @param reason what is wrong; may quote the value that is
 */
@DefaultCoder(DeadLetterCoder.class)
public record DeadLetter(ChangeMessage message, String reason) {

  /** Where the message lies. */
  public RecordOffset place() {
    return message.place();
  }
}
