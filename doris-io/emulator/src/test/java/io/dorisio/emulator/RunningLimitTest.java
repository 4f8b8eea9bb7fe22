package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** doris-protocol 3.4, 4.1, 8: the limit of running transactions. */
class RunningLimitTest extends EmulatorTest {
  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    return builder.maxRunningTransactions(1);
  }

  @Test
  void preCommittedTransactionsCountAndUsedLabelsAreSaidFirst() throws Exception {
    preCommit("l");
    assertEquals(
        "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = current running txns on db 10001"
            + " is 1, larger than limit 1",
        load("t", "", "label: m", TWO_PHASES).path("Message").asText());
    assertEquals(
        "Label Already Exists", load("t", "", "label: l", TWO_PHASES).path("Status").asText());
  }
}
