package io.dorisio.preflight;

import io.dorisio.client.ClusterInfo;
import io.dorisio.client.DorisConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server, where a pipeline is launched, whether it fits what is about to be written, and
 * warns of what does not. It never fails a job: the cluster may be reachable from the workers only,
 * and what is wrong now may be right when rows come.
 */
public final class Preflight {

  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  // Six short questions at the most; who does not answer the first is not asked the others.
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration REQUEST = Duration.ofSeconds(3);

  private Preflight() {}

  /** Logs a warning for each thing that does not fit. */
  public static void warn(PlannedWrite write) {
    for (String warning : warnings(write)) {
      LOG.warn("DorisIO to {}: {}", write.table(), warning);
    }
  }

  static List<String> warnings(PlannedWrite write) {
    DorisConnection connection = write.connection();
    DorisConnection brief =
        connection.withTimeouts(connection.timeouts().withConnect(CONNECT).withRequest(REQUEST));
    return warnings(write, brief);
  }

  /**
   * @param asking how the server is asked
   */
  static List<String> warnings(PlannedWrite write, DorisConnection asking) {
    try (ClusterInfo cluster = new ClusterInfo(asking)) {
      ServerFacts facts = ServerFacts.of(cluster, write.table());
      return Arrays.stream(PreflightCheck.values())
          .map(check -> check.warning(write, facts))
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException | RuntimeException e) {
      return List.of(
          "The server could not be asked whether it fits; withoutPreflight() leaves this check out: "
              + e.getMessage());
    }
  }
}
