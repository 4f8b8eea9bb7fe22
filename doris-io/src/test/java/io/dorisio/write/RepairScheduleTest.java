package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.LoadFailedException;
import io.dorisio.client.LoadFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pause ends when the time limit does, so that a second failure always comes after it here. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RepairScheduleTest {

  private final LoadFailedException unreachable =
      new LoadFailedException(LoadFailure.UNREACHABLE, "BE gone");

  private final RepairSchedule schedule = new RepairSchedule(Duration.ofMillis(20));

  @Test
  void anAttemptThatTakesLongerThanTheLimitDoesNotBeginANewOne() throws Exception {
    schedule.awaitNext(unreachable);

    LoadFailedException e =
        assertThrows(LoadFailedException.class, () -> schedule.awaitNext(unreachable));

    assertTrue(e.getMessage().startsWith("BE gone. It could not be repaired"), e::getMessage);
  }

  @Test
  void aFailureLongAfterTheLastAndBehindNewRowsIsOnItsOwn() throws Exception {
    schedule.awaitNext(unreachable);
    schedule.progressed();

    schedule.awaitNext(unreachable);

    assertThrows(LoadFailedException.class, () -> schedule.awaitNext(unreachable));
  }

  @Test
  void aDefinitiveFailureIsNotWaitedFor() {
    LoadFailedException definitive = new LoadFailedException(LoadFailure.DEFINITIVE, "bad row");

    assertSame(
        definitive, assertThrows(LoadFailedException.class, () -> schedule.awaitNext(definitive)));
  }
}
