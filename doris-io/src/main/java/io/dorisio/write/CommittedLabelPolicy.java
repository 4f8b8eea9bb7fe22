package io.dorisio.write;

import io.dorisio.client.LoadFailedException;
import io.dorisio.client.LoadFailure;

/**
 * What to do when the label of a load is found committed. That happens when the job's state was
 * rolled back behind a commit: it was restored from an older savepoint than the last one that
 * committed, or the runner let stable input leak. The rows of that label are in the table already.
 */
public enum CommittedLabelPolicy {
  /**
   * Fail the job, saying how to go on: the default. Nothing is doubled by a restore from an old
   * state, whose next label is the first of those that were committed since.
   */
  FAIL {
    @Override
    String nextLabel(String committed, LabelSequence labels) throws LoadFailedException {
      throw new LoadFailedException(
          LoadFailure.DEFINITIVE,
          withoutStop(committed)
              + ". An earlier run of this job committed this load after the state that it was now"
              + " restored from. Restore from the newest checkpoint or savepoint; or accept that the"
              + " rows since then are written twice, with"
              + " withCommittedLabelPolicy(CommittedLabelPolicy.WRITE_AGAIN)");
    }
  },
  /**
   * Go on under the next label: the rows since the old state are written a second time (at least
   * once).
   */
  WRITE_AGAIN {
    @Override
    String nextLabel(String committed, LabelSequence labels) {
      return labels.next();
    }
  };

  /** The server ends its words with a full stop of its own. */
  private static String withoutStop(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }

  /**
   * @param committed what was met, in words
   */
  abstract String nextLabel(String committed, LabelSequence labels) throws LoadFailedException;
}
