package io.dorisio.pipelines.chaos;

import io.dorisio.pipelines.chaos.ShardChanges.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Changes all shards in the background, each in a thread of its own, at a steady pace. A server
 * that cannot be reached is tried again until it can.
 */
final class ChangeFeed implements AutoCloseable {
  private static final long RETRY_MILLIS = 200;
  private static final long SLOW_MILLIS = 1_000;

  private final ExecutorService threads;
  private final List<CompletableFuture<Void>> done = new ArrayList<>();
  private final AtomicLong applied = new AtomicLong();
  private final long quota;
  private final long perSecond;
  private long allowed;

  /** Makes at least so many changes, shared by the shards evenly. */
  ChangeFeed(List<ShardChanges> shards, long changes, long perSecond) {
    this.threads = Executors.newFixedThreadPool(shards.size());
    this.quota = changes / shards.size();
    this.allowed = quota;
    this.perSecond = perSecond / shards.size();
    for (ShardChanges shard : shards) {
      done.add(CompletableFuture.runAsync(() -> run(shard), threads));
    }
  }

  /** Makes the changes beyond this part slowly, so that they do not end before they are to. */
  synchronized void allow(double part) {
    allowed = (long) (quota * part);
    notifyAll();
  }

  private synchronized void slowDown(long made) throws InterruptedException {
    // The less is left the slower, so that something is.
    long until = System.nanoTime() + SLOW_MILLIS * 1_000_000 * quota / Math.max(1, quota - made);
    while (made >= allowed && made < quota && until - System.nanoTime() > 1_000_000) {
      wait((until - System.nanoTime()) / 1_000_000);
    }
  }

  private void run(ShardChanges shard) {
    long made = 0;
    try {
      while (made < quota) {
        try (Connection connection = shard.shard().server().connect();
            Statement statement = connection.createStatement()) {
          while (made < quota) {
            made += apply(shard, statement);
            slowDown(made);
          }
        } catch (SQLException e) {
          if (!isLoss(e)) {
            throw new IllegalStateException("The changes of " + shard.shard() + " failed", e);
          }
          shard.forgetLast();
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int apply(ShardChanges shard, Statement statement)
      throws SQLException, InterruptedException {
    long start = System.nanoTime();
    Transaction transaction = shard.next();
    statement.execute(transaction.sql());
    applied.addAndGet(transaction.rows());
    long due = start + transaction.rows() * 1_000_000_000L / perSecond;
    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    return transaction.rows();
  }

  private static boolean isLoss(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("08");
  }

  long applied() {
    return applied.get();
  }

  /** Waits until all are made. */
  void await() {
    allow(1);
    done.forEach(CompletableFuture::join);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
