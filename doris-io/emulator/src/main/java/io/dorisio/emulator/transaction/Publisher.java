package io.dorisio.emulator.transaction;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes committed transactions visible, one after the other in the order of their commits. */
final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final LongConsumer publish;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread worker = new Thread(task, "doris-publish");
            worker.setDaemon(true);
            return worker;
          });

  Publisher(LongConsumer publish) {
    this.publish = publish;
  }

  void submit(long transaction) {
    try {
      thread.execute(() -> publish.accept(transaction));
    } catch (RejectedExecutionException e) {
      LOG.info("transaction {} stays committed until the next start", transaction);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("the publisher did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
