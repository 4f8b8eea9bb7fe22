package io.dorisio.write;

import com.google.api.client.util.BackOff;
import com.google.api.client.util.ExponentialBackOff;
import io.dorisio.client.DorisClient;
import io.dorisio.client.LoadState;
import io.dorisio.client.TransactionReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits pre-committed loads: those of one shard in their order, shards beside each other.
 *
 * <p>Assumes that a load may be presented any number of times, long after it was committed; a
 * commit that went through is therefore recognized. It never aborts.
 */
final class Committer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final int MAX_THREADS = 16;

  private final DorisClient client;
  private final boolean awaitVisible;
  private final ExecutorService threads;

  Committer(DorisClient client, boolean awaitVisible) {
    this.client = client;
    this.awaitVisible = awaitVisible;
    this.threads =
        Executors.newFixedThreadPool(
            MAX_THREADS,
            task -> {
              Thread thread = new Thread(task, "doris-commit");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Commits all of them.
   *
   * @throws CommitFailedException if one could not be; loads behind it in its shard are then not
   *     committed either, those of other shards are
   */
  void commitAll(List<PreparedLoad> loads) throws CommitFailedException, InterruptedException {
    Map<ShardKey, List<PreparedLoad>> shards = new LinkedHashMap<>();
    for (PreparedLoad load : loads) {
      ShardKey key = new ShardKey(load.table(), load.shard());
      shards.computeIfAbsent(key, unused -> new ArrayList<>()).add(load);
    }
    List<Future<?>> running = new ArrayList<>(shards.size());
    for (List<PreparedLoad> shard : shards.values()) {
      running.add(
          threads.submit(
              () -> {
                for (PreparedLoad load : shard) {
                  commit(load);
                }
                if (awaitVisible) {
                  awaitVisible(shard.get(shard.size() - 1));
                }
                return null;
              }));
    }
    awaitAll(running);
  }

  private static void awaitAll(List<Future<?>> running)
      throws CommitFailedException, InterruptedException {
    CommitFailedException failure = null;
    for (Future<?> shard : running) {
      try {
        shard.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof CommitFailedException failed)) {
          throw new IllegalStateException("The committer broke", e.getCause());
        }
        if (failure == null) {
          failure = failed;
        } else {
          failure.addSuppressed(failed);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void commit(PreparedLoad load) throws CommitFailedException, InterruptedException {
    BackOff backOff = backOff();
    while (true) {
      try {
        TransactionReply reply = client.commit(load.table().database(), load.transactionId());
        switch (reply.outcome()) {
          case SUCCESS, ALREADY_COMMITTED -> {
            return;
          }
          case ALREADY_ABORTED ->
              throw new TransactionAbortedException(
                  load,
                  "came too late, its rows are gone: the transaction was aborted. Restore the job"
                      + " from a checkpoint or savepoint from before it, so that the rows are read"
                      + " again; and raise stream_load_default_precommit_timeout_second of the FE if"
                      + " it expired",
                  reply.message());
          case NOT_FOUND -> {
            checkCommittedByLabel(load, reply.message());
            return;
          }
          case NOT_PRECOMMITTED ->
              throw new CommitFailedException(
                  load, "met a load that has not ended", reply.message());
          case FORBIDDEN ->
              throw new CommitFailedException(load, "is not permitted", reply.message());
          case TRANSIENT ->
              pause(
                  backOff,
                  new CommitFailedException(load, "did not pass in time", reply.message()));
        }
      } catch (CommitFailedException e) {
        throw e;
      } catch (IOException unreachable) {
        pause(backOff, new CommitFailedException(load, "did not get through", unreachable));
      }
    }
  }

  /**
   * A transaction that is forgotten was committed or aborted long ago; its label may still tell.
   */
  private void checkCommittedByLabel(PreparedLoad load, String words) throws IOException {
    LoadState state = client.loadState(load.table().database(), load.label());
    if (!state.isCommitted()) {
      throw new TransactionUnknownException(
          load,
          "cannot be confirmed: the transaction is not known any more, and its label is "
              + state
              + ". Look whether its rows are in the table; if they are, go on from a later checkpoint,"
              + " if not, restore from one before it",
          words);
    }
  }

  /** Loads of a shard become visible in the order of their commits, so the last one tells. */
  void awaitVisible(PreparedLoad load) throws CommitFailedException, InterruptedException {
    BackOff backOff = backOff();
    while (true) {
      try {
        LoadState state = client.loadState(load.table().database(), load.label());
        // Forgotten after so short a time it cannot be, unless it was committed long ago.
        if (state == LoadState.VISIBLE || state == LoadState.UNKNOWN) {
          return;
        }
        pause(
            backOff,
            new CommitFailedException(load, "is done, but not visible in time", state.name()));
      } catch (CommitFailedException e) {
        throw e;
      } catch (IOException unreachable) {
        pause(
            backOff,
            new CommitFailedException(load, "is done, but may not be visible", unreachable));
      }
    }
  }

  private static void pause(BackOff backOff, CommitFailedException failure)
      throws CommitFailedException, InterruptedException {
    try {
      long millis = backOff.nextBackOffMillis();
      if (millis == BackOff.STOP) {
        throw failure;
      }
      LOG.info("Will try again in {} ms: {}", millis, failure.getMessage());
      Thread.sleep(millis);
    } catch (CommitFailedException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("An exponential back-off does no I/O", e);
    }
  }

  private BackOff backOff() {
    return new ExponentialBackOff.Builder()
        .setInitialIntervalMillis(100)
        .setMultiplier(2)
        .setMaxIntervalMillis(10_000)
        .setMaxElapsedTimeMillis((int) client.timeouts().commit().toMillis())
        .build();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }
}
