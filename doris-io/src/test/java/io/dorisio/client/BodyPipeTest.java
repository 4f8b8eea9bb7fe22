package io.dorisio.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class BodyPipeTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final BodyPipe pipe = new BodyPipe();

  @Test
  void blocksComeOutInTheirOrderAndThenTheEnd() throws Exception {
    pipe.put(block(1), LONG);
    pipe.put(block(2), LONG);
    pipe.end();

    assertEquals(BodyPipe.Taken.BLOCK, pipe.take(LONG));
    assertEquals(block(1), pipe.last());
    assertEquals(BodyPipe.Taken.BLOCK, pipe.take(LONG));
    assertEquals(block(2), pipe.last());
    assertEquals(BodyPipe.Taken.END, pipe.take(LONG));
  }

  @Test
  void aFullPipeMakesTheWriterWaitUntilThereIsRoom() throws Exception {
    fill();
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> put(LONG));

    assertEquals(BodyPipe.Taken.BLOCK, pipe.take(LONG));

    assertTrue(waiting.get());
  }

  @Test
  void aWriterThatWantsFewBlocksInThePipeWaitsSooner() throws Exception {
    assertTrue(pipe.put(block(1), 1, LONG));

    assertThrows(IOException.class, () -> pipe.put(block(2), 1, SHORT));
    assertTrue(pipe.put(block(2), 2, LONG));
  }

  @Test
  void aWriterDoesNotWaitBeyondItsDeadline() throws Exception {
    fill();

    assertThrows(IOException.class, () -> pipe.put(block(9), SHORT));
  }

  @Test
  void aWaitingWriterIsToldWhenTheSenderEnds() throws Exception {
    fill();
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> put(LONG));

    pipe.senderGone();

    assertFalse(waiting.get());
  }

  @Test
  void anIdleSenderGetsAwayToLookAround() throws Exception {
    assertEquals(BodyPipe.Taken.NOTHING_YET, pipe.take(SHORT));
  }

  private void fill() throws Exception {
    for (int i = 0; i < BodyPipe.CAPACITY; i++) {
      assertTrue(pipe.put(block(i), LONG));
    }
  }

  private boolean put(Duration timeout) {
    try {
      return pipe.put(block(9), timeout);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteBuffer block(int value) {
    return ByteBuffer.wrap(new byte[] {(byte) value});
  }
}
