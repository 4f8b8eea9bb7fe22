package io.dorisio.emulator.load;

import io.dorisio.emulator.error.DorisException;
import java.io.IOException;

/** A refusal that comes up while the body is received. */
public final class LoadRefusedException extends IOException {
  private final DorisException refusal;

  public LoadRefusedException(DorisException refusal) {
    super(refusal);
    this.refusal = refusal;
  }

  DorisException refusal() {
    return refusal;
  }
}
