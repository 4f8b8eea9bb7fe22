package io.dorisio.preflight;

import io.dorisio.client.ClusterInfo;
import io.dorisio.client.DorisException;
import io.dorisio.client.KeysModel;
import io.dorisio.client.TableName;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server tells of itself. Anything may be unknown: it does not say, or not to this user.
 *
 * @param tableRefusal why the table could not be looked at, in the server's words
 */
record ServerFacts(
    Optional<String> version,
    Optional<Long> precommitTimeoutSeconds,
    Optional<Long> maxRunningTransactions,
    Optional<KeysModel> keysModel,
    Optional<Boolean> sequenceColumn,
    Optional<String> tableRefusal) {

  private static final Logger LOG = LoggerFactory.getLogger(ServerFacts.class);

  static final String PRECOMMIT_TIMEOUT = "stream_load_default_precommit_timeout_second";
  static final String MAX_RUNNING = "max_running_txn_num_per_db";

  /** A question that the server may refuse. */
  private interface Question<A> {
    A ask() throws IOException;
  }

  /**
   * Asks the server.
   *
   * @throws IOException if it cannot be reached
   */
  static ServerFacts of(ClusterInfo cluster, TableName table) throws IOException {
    String database = table.database();
    Optional<KeysModel> keysModel = Optional.empty();
    Optional<String> tableRefusal = Optional.empty();
    try {
      keysModel = Optional.of(cluster.keysModel(table));
    } catch (DorisException refused) {
      tableRefusal = Optional.of(refused.getMessage());
    }
    Optional<Boolean> sequenceColumn =
        keysModel.equals(Optional.of(KeysModel.UNIQUE))
            ? known(() -> Optional.of(cluster.hasSequenceColumn(table)))
            : Optional.empty();
    return new ServerFacts(
        known(() -> cluster.version(database)),
        known(() -> setting(cluster, database, PRECOMMIT_TIMEOUT)),
        known(() -> setting(cluster, database, MAX_RUNNING)),
        keysModel,
        sequenceColumn,
        tableRefusal);
  }

  private static Optional<Long> setting(ClusterInfo cluster, String database, String name)
      throws IOException {
    return cluster.setting(database, name).stream().boxed().findFirst();
  }

  private static <A> Optional<A> known(Question<Optional<A>> question) throws IOException {
    try {
      return question.ask();
    } catch (DorisException refused) {
      // Most users may not ask for these, and need not.
      LOG.debug("Not known: {}", refused.getMessage());
      return Optional.empty();
    }
  }
}
