package io.dorisio.preflight;

import io.dorisio.client.KeysModel;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One thing that is better known before a job starts than after it failed. */
enum PreflightCheck {
  SERVER_VERSION {
    @Override
    Optional<String> warning(PlannedWrite write, ServerFacts facts) {
      return facts
          .version()
          .filter(PreflightCheck::isBefore2)
          .map(
              version ->
                  "The server is "
                      + version
                      + "; DorisIO is made for Doris 2.0 and later, and may fail on it. Upgrade it");
    }
  },
  TABLE_EXISTS {
    @Override
    Optional<String> warning(PlannedWrite write, ServerFacts facts) {
      return facts
          .tableRefusal()
          .filter(words -> MISSING.matcher(words).find())
          .map(words -> write.table() + " does not exist; create it before rows come: " + words);
    }
  },
  PRIVILEGES {
    @Override
    Optional<String> warning(PlannedWrite write, ServerFacts facts) {
      return facts
          .tableRefusal()
          .filter(words -> !MISSING.matcher(words).find())
          .map(
              words ->
                  write.table()
                      + " could not be looked at as user "
                      + write.connection().user()
                      + ", who needs LOAD_PRIV on it to write and SELECT_PRIV for this check: "
                      + words);
    }
  },
  ROW_ORDER {
    @Override
    Optional<String> warning(PlannedWrite write, ServerFacts facts) {
      boolean ordered =
          write.keyed()
              || facts.sequenceColumn().orElse(false)
              || write.loadProperties().containsKey("function_column.sequence_col");
      if (ordered || !facts.keysModel().equals(Optional.of(KeysModel.UNIQUE))) {
        return Optional.empty();
      }
      return Optional.of(
          write.table()
              + " keeps one row of each key, but rows of one key go to several loads and in no"
              + " order, so that an older one may stay. Use withShardKey with the table's key"
              + " columns, or give the table a sequence column");
    }
  },
  PRECOMMIT_TIMEOUT {
    @Override
    Optional<String> warning(PlannedWrite write, ServerFacts facts) {
      if (facts.precommitTimeoutSeconds().isEmpty() || write.checkpointInterval().isEmpty()) {
        return Optional.empty();
      }
      Duration timeout = Duration.ofSeconds(facts.precommitTimeoutSeconds().get());
      Duration needed = write.checkpointInterval().get().multipliedBy(INTERVALS_TO_COMMIT);
      if (timeout.compareTo(needed) >= 0) {
        return Optional.empty();
      }
      return Optional.of(
          "Doris aborts a pre-committed load after "
              + timeout.toSeconds()
              + " s, and checkpoints, which commit, come every "
              + write.checkpointInterval().get().toSeconds()
              + " s: one that is late loses rows and fails the job. Raise "
              + ServerFacts.PRECOMMIT_TIMEOUT
              + " of the FEs to at least "
              + needed.toSeconds()
              + " (3600 by default), or shorten the interval");
    }
  },
  RUNNING_LIMIT {
    @Override
    Optional<String> warning(PlannedWrite write, ServerFacts facts) {
      // While the loads of one checkpoint are committed, those of the next are open.
      long needed = 2L * write.shards();
      return facts
          .maxRunningTransactions()
          .filter(limit -> limit < needed)
          .map(
              limit ->
                  write.shards()
                      + " shards hold up to "
                      + needed
                      + " transactions of database "
                      + write.table().database()
                      + " at once, and it may have "
                      + limit
                      + ": loads will wait for each other. Use fewer shards, or raise "
                      + ServerFacts.MAX_RUNNING
                      + " of the FEs");
    }
  };

  /**
   * A load that rolled waits for a whole interval, one more if a checkpoint fails; and a reserve.
   */
  private static final int INTERVALS_TO_COMMIT = 3;

  private static final Pattern MISSING =
      Pattern.compile("unknown (table|database)", Pattern.CASE_INSENSITIVE);
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+");

  /** What to warn of, if anything; nothing where the server did not say enough. */
  abstract Optional<String> warning(PlannedWrite write, ServerFacts facts);

  /** Builds from source call themselves 0.0.0, and may be anything. */
  private static boolean isBefore2(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.find()) {
      return false;
    }
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    return major == 1 || (major == 0 && minor > 0);
  }
}
