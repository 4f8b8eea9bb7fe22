package io.dorisio.write;

import com.google.api.client.util.BackOff;
import com.google.api.client.util.ExponentialBackOff;
import io.dorisio.client.DorisClient;
import io.dorisio.client.LabelExistsException;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.LoadState;
import io.dorisio.client.StreamLoad;
import io.dorisio.client.StreamLoadRequest;
import io.dorisio.client.TableName;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens loads under deterministic labels. A label that exists is the mark of an earlier attempt at
 * the same load: what was not committed is aborted, which also fences an attempt that still
 * streams.
 */
final class LoadOpener {

  private static final Logger LOG = LoggerFactory.getLogger(LoadOpener.class);

  private final WriteSpec spec;
  private final DorisClient client;

  LoadOpener(WriteSpec spec, DorisClient client) {
    this.spec = spec;
    this.client = client;
  }

  StreamLoad open(TableName table, LabelSequence labels) throws IOException, InterruptedException {
    String label = labels.next();
    BackOff backOff = backOff();
    while (true) {
      try {
        return client.open(new StreamLoadRequest(table, label, spec.loadProperties()));
      } catch (LabelExistsException exists) {
        if (owner(exists, table, label) == LabelExistsException.Owner.FINISHED) {
          LOG.warn("Label {} is committed already: {}", label, spec.committedLabelPolicy());
          label = spec.committedLabelPolicy().nextLabel(exists, labels);
          backOff = backOff();
        } else {
          abortOwner(exists, table, label);
          pause(backOff, exists);
        }
      }
    }
  }

  private LabelExistsException.Owner owner(
      LabelExistsException exists, TableName table, String label) throws IOException {
    if (exists.owner() != LabelExistsException.Owner.UNKNOWN) {
      return exists.owner();
    }
    LoadState state = client.loadState(table.database(), label);
    return state.isCommitted()
        ? LabelExistsException.Owner.FINISHED
        : LabelExistsException.Owner.RUNNING;
  }

  /** The outcome is not looked at: opening again tells what has become of the label. */
  private void abortOwner(LabelExistsException exists, TableName table, String label)
      throws IOException {
    LOG.info(
        "Label {} is left from an earlier attempt ({}); aborting transaction {}",
        label,
        exists.owner(),
        exists.transactionId().isPresent() ? exists.transactionId().getAsLong() : "of that label");
    if (exists.transactionId().isPresent()) {
      client.abort(table.database(), exists.transactionId().getAsLong());
    } else {
      client.abort(table.database(), label);
    }
  }

  private static void pause(BackOff backOff, LabelExistsException exists)
      throws IOException, InterruptedException {
    long millis = backOff.nextBackOffMillis();
    if (millis == BackOff.STOP) {
      throw new LoadFailedException(
          exists.getMessage() + ". It could not be freed by aborting the earlier attempt", exists);
    }
    Thread.sleep(millis);
  }

  private BackOff backOff() {
    return new ExponentialBackOff.Builder()
        .setInitialIntervalMillis(10)
        .setMultiplier(2)
        .setMaxIntervalMillis(5_000)
        .setMaxElapsedTimeMillis((int) client.timeouts().open().toMillis())
        .build();
  }
}
