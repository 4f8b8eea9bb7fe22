package io.dorisio.pipelines.mysql;

import io.dorisio.pipelines.mysql.ConnectionLoss.SilentServerException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs Debezium's task in a thread of its own, and queues what it reads. A connection that is lost
 * is opened again, for up to {@link #RECONNECT_FOR}; then, or at any other error, the pump ends and
 * says why.
 */
final class ChangePump implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangePump.class);

  private static final Duration RECONNECT_FOR = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /**
   * Debezium says nothing of a connection that the server has closed; but while one is open there
   * is a heartbeat every two to four seconds.
   */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(60);
  private static final long MAX_QUEUED_BYTES = 32L << 20;

  private final MySqlServer server;
  private final ReadSpec spec;
  private final SchemaHistoryStore history;
  private final String historyId;
  private final ProgressTracker tracker;
  private final MessageReader messages;
  private final ChangeQueue queue = new ChangeQueue(MAX_QUEUED_BYTES);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String identity;
  private volatile @Nullable Throwable failure;
  private long lastMessageNanos;

  private ChangePump(
      MySqlServer server,
      ReadSpec spec,
      Progress progress,
      SchemaHistoryStore history,
      @Nullable String identity) {
    this.identity = identity;
    this.server = server;
    this.spec = spec;
    this.history = history;
    this.historyId = CheckpointedSchemaHistory.register(server.name(), history);
    this.tracker = new ProgressTracker(progress);
    this.messages = new MessageReader(server.name(), spec.schemas(), tracker, history);
    this.thread = new Thread(this::run, "debezium-" + server.name());
    thread.setDaemon(true);
    thread.setContextClassLoader(ChangePump.class.getClassLoader());
  }

  /**
   * Starts to read.
   *
   * @param history of the place where the binlog is read from; empty where a snapshot is to be made
   * @param identity of the server that has been read, as {@link ServerState} has it; null if it is
   *     not known
   */
  static ChangePump start(
      MySqlServer server,
      ReadSpec spec,
      Progress progress,
      SchemaHistoryStore history,
      @Nullable String identity) {
    ChangePump pump = new ChangePump(server, spec, progress, history, identity);
    pump.thread.start();
    return pump;
  }

  /** What comes next, or null if nothing has been read yet. */
  ChangeQueue.@Nullable Item poll() {
    return queue.poll();
  }

  /** Of the server that is read; null before it has answered for the first time. */
  @Nullable String identity() {
    return identity;
  }

  /** Why no more will come, or null. What was queued before remains. */
  @Nullable Throwable failure() {
    return failure;
  }

  private void run() {
    try {
      lastMessageNanos = System.nanoTime();
      Duration pause = FIRST_PAUSE;
      while (!stopping()) {
        long before = lastMessageNanos;
        try {
          runTask();
          pause = FIRST_PAUSE;
        } catch (RuntimeException e) {
          pause = lastMessageNanos == before ? pause : FIRST_PAUSE;
          awaitReconnection(e, pause);
          pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        }
      }
    } catch (Throwable t) {
      failure = t;
    }
  }

  private void awaitReconnection(RuntimeException e, Duration pause) throws InterruptedException {
    if (stopping()) {
      return;
    }
    boolean late = System.nanoTime() - lastMessageNanos > RECONNECT_FOR.toNanos();
    if (late || !ConnectionLoss.isCauseOf(e)) {
      throw e;
    }
    LOG.warn("Lost MySQL server {}; reading again in {} s", server, pause.toSeconds(), e);
    stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Until it is to stop, or another task is to begin. */
  private void runTask() throws InterruptedException {
    Map<String, String> properties = ConnectorProperties.of(server, spec, historyId);
    if (tracker.offset() == null) {
      ServerCheck.run(server, spec, properties);
      history.restore(List.of());
    }
    tracker.taskStarts();
    requirePlace(properties);
    try (DebeziumTask task = DebeziumTask.start(spec.connector(), properties, tracker::offset)) {
      long heardNanos = System.nanoTime();
      while (!stopping()) {
        List<SourceRecord> batch = task.poll();
        if (!batch.isEmpty()) {
          if (!queueAll(batch)) {
            return;
          }
          heardNanos = System.nanoTime();
          lastMessageNanos = heardNanos;
        } else if (tracker.offset() != null && System.nanoTime() - heardNanos > SILENCE.toNanos()) {
          throw new SilentServerException(
              "MySQL server " + server + " has been silent for " + SILENCE.toSeconds() + " s");
        }
      }
    }
  }

  private void requirePlace(Map<String, String> properties) {
    ServerState state = ServerState.ask(spec.connector(), properties);
    boolean bound = !tracker.progress().equals(Progress.START);
    state.requirePlace(server, bound ? identity : null, tracker.offset());
    identity = state.identity();
  }

  /** False if this task is to end. */
  private boolean queueAll(List<SourceRecord> batch) throws InterruptedException {
    for (SourceRecord message : batch) {
      if (MessageReader.completesSnapshot(message)) {
        List<byte[]> earlier = tracker.snapshotCompleted(MessageReader.offset(message));
        if (earlier != null) {
          history.restore(earlier);
        }
        if (!queue.put(new ChangeQueue.Item(null, tracker.progress(), Long.MIN_VALUE))
            || earlier != null) {
          return false;
        }
      } else {
        ChangeQueue.Item item = messages.read(message);
        if (item != null && !queue.put(item)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean stopping() {
    return stop.getCount() == 0;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Ends the task and waits for it. */
  @Override
  public void close() {
    stop.countDown();
    queue.close();
    try {
      thread.join(CLOSE_WITHIN.toMillis());
      if (thread.isAlive()) {
        LOG.warn(
            "Debezium's task for MySQL server {} has not ended within {} s",
            server,
            CLOSE_WITHIN.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      CheckpointedSchemaHistory.unregister(historyId);
    }
  }
}
