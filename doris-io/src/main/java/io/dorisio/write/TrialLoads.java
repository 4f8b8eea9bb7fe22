package io.dorisio.write;

import io.dorisio.client.DorisClient;
import io.dorisio.client.LabelExistsException;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.LoadFailure;
import io.dorisio.client.StreamLoad;
import io.dorisio.client.StreamLoadReply;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends rows of a load once more, under labels of their own, to see what the server makes of them.
 * A trial is pre-committed and then aborted; what is left of one whose worker dies stays invisible,
 * and ends with the server's pre-commit timeout, or when the load's next attempt comes to it.
 */
final class TrialLoads {

  private static final Logger LOG = LoggerFactory.getLogger(TrialLoads.class);

  /** For one load. */
  static final int MAX_TRIALS = 1_000;

  private final DorisClient client;
  private final LoadOpener opener;
  private final ShardKey key;
  private final String label;
  private final Map<String, String> headers;
  private final SpooledRows rows;
  private long deadline;
  private int trials;

  /**
   * @param label of the load that the rows are of
   * @param headers of that load
   */
  TrialLoads(
      DorisClient client,
      LoadOpener opener,
      ShardKey key,
      String label,
      Map<String, String> headers,
      SpooledRows rows) {
    this.client = client;
    this.opener = opener;
    this.key = key;
    this.label = label;
    this.headers = FilterTolerance.any(headers);
    this.rows = rows;
  }

  /** How many there were. */
  int count() {
    return trials;
  }

  /**
   * Tries the rows of a range.
   *
   * @throws LoadFailedException if the server does not take them, or trials have come to their
   *     limit: {@link #MAX_TRIALS}, and the timeout for the end of a bundle
   */
  Filtering run(long from, long to) throws IOException, InterruptedException {
    return Filtering.of(send(from, to), client);
  }

  /** As {@link #run}, and returns what the server answered. */
  StreamLoadReply send(long from, long to) throws IOException, InterruptedException {
    long now = System.nanoTime();
    if (trials == 0) {
      deadline = now + client.timeouts().finish().toNanos();
    }
    if (trials >= MAX_TRIALS || now - deadline > 0) {
      throw new LoadFailedException(
          LoadFailure.DEFINITIVE, "this took more than " + trials + " trial loads");
    }
    String trial = LoadLabel.ofTrial(label, trials++);
    RepairSchedule schedule = new RepairSchedule(client.timeouts().repair());
    while (true) {
      try {
        return runOnce(trial, from, to);
      } catch (LabelExistsException leftover) {
        opener.abortOwner(leftover, key.table(), trial);
        schedule.awaitNext(leftover);
      } catch (LoadFailedException e) {
        schedule.awaitNext(e);
      }
    }
  }

  private StreamLoadReply runOnce(String trial, long from, long to)
      throws IOException, InterruptedException {
    StreamLoad load = opener.openTrial(key.table(), trial, headers);
    try {
      rows.replay(from, to, block -> load.write(block.bytes(), block.rows()));
      load.end();
      StreamLoadReply reply = load.awaitReply(client.timeouts().finish());
      forget(reply.transactionId());
      return reply;
    } catch (LoadFailedException e) {
      client.failed(load.backend(), e.failure());
      throw e;
    } finally {
      load.abort();
    }
  }

  private void forget(long transactionId) {
    try {
      client.abort(key.table().database(), transactionId);
    } catch (IOException e) {
      LOG.warn(
          "Could not abort transaction {}, which tried rows of load {} into {}; nothing of it is"
              + " visible, and the server aborts it after its pre-commit timeout: {}",
          transactionId,
          label,
          key.table(),
          e.getMessage());
    }
  }
}
