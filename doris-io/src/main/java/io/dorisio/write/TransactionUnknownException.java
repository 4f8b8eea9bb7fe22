package io.dorisio.write;

/**
 * Doris does not know a pre-committed load any more, so that nobody can tell whether it was
 * committed.
 */
public final class TransactionUnknownException extends CommitFailedException {

  TransactionUnknownException(PreparedLoad load, String what, String words) {
    super(load, what, words);
  }
}
