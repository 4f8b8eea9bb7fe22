package io.dorisio.emulator.http;

import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.fault.FaultTarget;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.fault.Strike;
import java.io.IOException;

/** Makes the faults happen that strike the answer of a backend. */
final class ReplyFaults {
  private final Faults faults;

  ReplyFaults(Faults faults) {
    this.faults = faults;
  }

  /**
   * Loses or delays the answer where a fault has it so.
   *
   * @param loss which fault loses this answer; null where none does
   */
  void beforeReply(Exchange exchange, FaultKind loss, FaultTarget target) {
    if (loss != null && faults.strike(loss, target) != null) {
      exchange.loseReply();
      return;
    }
    Strike slow = faults.strike(FaultKind.SLOW_REPLY, target);
    if (slow != null) {
      try {
        LoadFaults.await(slow);
      } catch (IOException e) {
        exchange.loseReply();
      }
    }
  }
}
