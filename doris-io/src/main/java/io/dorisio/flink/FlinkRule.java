package io.dorisio.flink;

import java.util.Optional;

/**
 * One thing that the Flink runner must be told for {@code DorisIO} in streaming mode: whether it is
 * right, how to say it, and why. The order is that of the dependencies: later rules look at the
 * checkpoint interval.
 */
public enum FlinkRule {
  CHECKPOINTS("loads are committed at checkpoints, and rows are read again from them") {
    @Override
    boolean isForAll() {
      return true;
    }

    @Override
    Optional<String> wanted(FlinkOptions flink) {
      return flink.number(INTERVAL) > 0
          ? Optional.empty()
          : Optional.of("--checkpointingInterval=" + INTERVAL_SUGGESTED);
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      flink.setNumber(INTERVAL, intervalMillis);
    }
  },
  EXACTLY_ONCE_MODE("the commit step needs stable input") {
    @Override
    Optional<String> wanted(FlinkOptions flink) {
      return flink.text("checkpointingMode").equals("EXACTLY_ONCE")
          ? Optional.empty()
          : Optional.of("--checkpointingMode=EXACTLY_ONCE");
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      flink.setText("checkpointingMode", "EXACTLY_ONCE");
    }
  },
  ALIGNED_CHECKPOINTS("several concurrent checkpoints, which stable input needs, must be aligned") {
    @Override
    Optional<String> wanted(FlinkOptions flink) {
      return flink.flag("unalignedCheckpointEnabled")
          ? Optional.of("--unalignedCheckpointEnabled=false")
          : Optional.empty();
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      flink.setFlag("unalignedCheckpointEnabled", false);
    }
  },
  /**
   * The runner buffers stable input in a ring of {@code numConcurrentCheckpoints} slots and one
   * ({@code BufferingDoFnRunner}). Each snapshot takes one until a checkpoint at or behind it
   * completes: that which was restored, savepoints, and checkpoints under way, of which a new one
   * begins every interval until the oldest runs into its timeout. A ring that is too short turns
   * back to a slot in use, and what falls into it is committed with a checkpoint that it is no part
   * of.
   */
  STABLE_INPUT_SLOTS(
      "with fewer for as long a timeout, the runner commits loads that are not yet durable after a"
          + " recovery or a savepoint, and rows are doubled") {
    @Override
    Optional<String> wanted(FlinkOptions flink) {
      if (flink.number("numConcurrentCheckpoints") >= slots(flink, timeoutInForce(flink))) {
        return Optional.empty();
      }
      long timeout = timeoutToSet(flink);
      return Optional.of(
          "--checkpointTimeoutMillis="
              + timeout
              + " --numConcurrentCheckpoints="
              + slots(flink, timeout));
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      long timeout = timeoutToSet(flink);
      flink.setNumber("checkpointTimeoutMillis", timeout);
      flink.setNumber("numConcurrentCheckpoints", slots(flink, timeout));
    }

    private long slots(FlinkOptions flink, long timeout) {
      return timeout / interval(flink) + SLOTS_TO_SPARE;
    }

    private long timeoutInForce(FlinkOptions flink) {
      long stated = flink.number("checkpointTimeoutMillis");
      return stated > 0 ? stated : FLINK_TIMEOUT;
    }

    private long timeoutToSet(FlinkOptions flink) {
      return flink.number("checkpointTimeoutMillis") > 0
          ? timeoutInForce(flink)
          : Math.min(FLINK_TIMEOUT, TIMEOUT_INTERVALS * interval(flink));
    }

    private long interval(FlinkOptions flink) {
      long stated = flink.number(INTERVAL);
      return stated > 0 ? stated : INTERVAL_SUGGESTED;
    }
  },
  FAILED_CHECKPOINTS_RESTART(
      "checkpoints that fail and are passed over use up the slots of stable input") {
    @Override
    Optional<String> wanted(FlinkOptions flink) {
      return flink.flag("failOnCheckpointingErrors")
          ? Optional.empty()
          : Optional.of("--failOnCheckpointingErrors=true");
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      flink.setFlag("failOnCheckpointingErrors", true);
    }
  },
  CHECKPOINT_PAUSE("so that a job that is behind works between its checkpoints") {
    @Override
    Optional<String> wanted(FlinkOptions flink) {
      return flink.number("minPauseBetweenCheckpoints") > 0
          ? Optional.empty()
          : Optional.of("--minPauseBetweenCheckpoints=" + pause(flink.number(INTERVAL)));
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      flink.setNumber("minPauseBetweenCheckpoints", pause(flink.number(INTERVAL)));
    }

    private long pause(long interval) {
      return Math.max(1, Math.min(interval, MAX_PAUSE * 2) / 2);
    }
  },
  COMMIT_IN_SAME_CHECKPOINT(
      "else every row is visible one checkpoint later, and the last ones when others follow") {
    @Override
    boolean isForAll() {
      return true;
    }

    @Override
    Optional<String> wanted(FlinkOptions flink) {
      return flink.flag("finishBundleBeforeCheckpointing")
          ? Optional.empty()
          : Optional.of("--finishBundleBeforeCheckpointing=true");
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      flink.setFlag("finishBundleBeforeCheckpointing", true);
    }
  },
  DRAIN("else a drain, or the end of a bounded input, fails the job") {
    @Override
    Optional<String> wanted(FlinkOptions flink) {
      return flink.flag("enableStableInputDrain")
          ? Optional.empty()
          : Optional.of("--enableStableInputDrain=true");
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      flink.setFlag("enableStableInputDrain", true);
    }
  },
  BUNDLE_TIME("a bundle is a load: one a shard and checkpoint, not one a second") {
    @Override
    Optional<String> wanted(FlinkOptions flink) {
      long interval = flink.number(INTERVAL);
      return flink.number("maxBundleTimeMills") >= interval
          ? Optional.empty()
          : Optional.of("--maxBundleTimeMills=" + Math.max(MIN_BUNDLE_TIME, 2 * interval));
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      flink.setNumber("maxBundleTimeMills", Math.max(MIN_BUNDLE_TIME, 2 * flink.number(INTERVAL)));
    }
  },
  BUNDLE_SIZE("a bundle is a load, and is not to be cut by a number of rows") {
    @Override
    Optional<String> wanted(FlinkOptions flink) {
      return flink.number("maxBundleSize") >= MIN_BUNDLE_SIZE
          ? Optional.empty()
          : Optional.of("--maxBundleSize=" + BUNDLE_SIZE_SET);
    }

    @Override
    void set(FlinkOptions flink, long intervalMillis) {
      flink.setNumber("maxBundleSize", BUNDLE_SIZE_SET);
    }
  };

  private static final String INTERVAL = "checkpointingInterval";
  private static final long INTERVAL_SUGGESTED = 5_000;

  /** Flink's own, of a job that states none (CheckpointingOptions, 10 min). */
  private static final long FLINK_TIMEOUT = 600_000;

  private static final long TIMEOUT_INTERVALS = 60;

  /** For the restored checkpoint, that which begins as the oldest times out, and two savepoints. */
  private static final long SLOTS_TO_SPARE = 4;

  private static final long MAX_PAUSE = 500;
  private static final long MIN_BUNDLE_TIME = 10_000;
  private static final long MIN_BUNDLE_SIZE = 1_000_000;
  private static final long BUNDLE_SIZE_SET = 1_000_000_000;

  private final String reason;

  FlinkRule(String reason) {
    this.reason = reason;
  }

  /** The flag to set, if the option is not right. */
  abstract Optional<String> wanted(FlinkOptions flink);

  abstract void set(FlinkOptions flink, long intervalMillis);

  /** Whether it is needed also where rows may be doubled. */
  boolean isForAll() {
    return false;
  }

  /** Sets the option, if it is not right. */
  public void apply(FlinkOptions flink, long intervalMillis) {
    if (wanted(flink).isPresent()) {
      set(flink, intervalMillis);
    }
  }

  /** The flag to set and why, if the option is not right. */
  Optional<String> violation(FlinkOptions flink) {
    return wanted(flink).map(flag -> flag + "   (" + reason + ")");
  }
}
