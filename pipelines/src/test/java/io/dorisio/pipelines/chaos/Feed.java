package io.dorisio.pipelines.chaos;

import io.dorisio.pipelines.demo.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes the records with the ids 0, 1, 2, … to a topic, at a steady pace, in the background. */
final class Feed implements AutoCloseable {

  private static final String PAD = "x".repeat(60);
  private static final long SLOW_MILLIS = 500;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicLong sent = new AtomicLong();
  private final CountDownLatch awaited = new CountDownLatch(1);
  private final CompletableFuture<Void> done;

  /** Rows from {@code slowFrom} on come slowly until all are waited for. */
  Feed(String bootstrapServers, String topic, long rows, long perSecond, long slowFrom) {
    done =
        CompletableFuture.runAsync(
            () -> run(bootstrapServers, topic, rows, perSecond, slowFrom), thread);
  }

  private void run(
      String bootstrapServers, String topic, long rows, long perSecond, long slowFrom) {
    long start = System.nanoTime();
    try (TopicWriter writer = new TopicWriter(bootstrapServers, topic)) {
      for (long id = 0; id < rows; id++) {
        writer.send(
            ("{\"id\":" + id + ",\"pad\":\"" + PAD + "\"}").getBytes(StandardCharsets.UTF_8));
        sent.set(id + 1);
        if (id % 100 == 99) {
          long due = start + (id + 1) * 1_000_000_000L / perSecond;
          TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
          if (id >= slowFrom) {
            boolean unused = awaited.await(SLOW_MILLIS, TimeUnit.MILLISECONDS);
          }
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  long sent() {
    return sent.get();
  }

  /** Waits until all are acknowledged. */
  void await() {
    awaited.countDown();
    done.join();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
