package io.dorisio.pipelines.demo;

import io.dorisio.emulator.DorisEmulator;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The Doris of the demo: the local one, or a cluster that is there already. */
public final class Doris implements AutoCloseable {
  private final @Nullable DorisEmulator local;
  private final String feNodes;
  private final String user;
  private final String password;

  private Doris(@Nullable DorisEmulator local, String feNodes, String user, String password) {
    this.local = local;
    this.feNodes = feNodes;
    this.user = user;
    this.password = password;
  }

  /**
   * Starts a Doris, or takes the one there is. Its password is in {@code DORIS_PASSWORD}.
   *
   * @param feNodes where it is; empty to start one
   * @param user of the one there is
   * @param directory of the one that is started
   */
  public static Doris start(String feNodes, String user, Path directory) throws Exception {
    if (!feNodes.isEmpty()) {
      String password = System.getenv().getOrDefault("DORIS_PASSWORD", "");
      return new Doris(null, feNodes, user, password);
    }
    DorisEmulator local =
        DorisEmulator.builder().fePort(0).bePort(0).user("root", "").dataDir(directory).start();
    return new Doris(local, local.frontendAddress(), "root", "");
  }

  public String feNodes() {
    return feNodes;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  /** How many rows of a table have been loaded, visible or not; only the local Doris tells. */
  OptionalLong loadedRows(String database, String table) {
    if (local == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        local.transactions().stream()
            .filter(load -> load.db().equals(database) && load.table().equals(table))
            .filter(load -> load.state() != TransactionState.ABORTED)
            .mapToLong(TransactionRecord::loadedRows)
            .sum());
  }

  /** SQL in a database that exists. */
  public DorisSql sql(String database) {
    return new DorisSql(feNodes.split(",", 2)[0], database, user, password);
  }

  @Override
  public void close() throws Exception {
    if (local != null) {
      local.close();
    }
  }
}
