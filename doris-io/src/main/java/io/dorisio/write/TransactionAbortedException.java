package io.dorisio.write;

/**
 * A pre-committed load was aborted before it could be committed, in most cases because it expired:
 * its rows are gone, and the job must go back to a state from before it.
 */
public final class TransactionAbortedException extends CommitFailedException {

  TransactionAbortedException(PreparedLoad load, String what, String words) {
    super(load, what, words);
  }
}
