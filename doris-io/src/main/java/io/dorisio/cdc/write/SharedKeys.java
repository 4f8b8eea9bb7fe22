package io.dorisio.cdc.write;

/**
 * What is done when rows of several tables go to a Doris table whose key does not tell them apart:
 * it has none of the metadata (database, table, server) in which the tables differ. Rows of equal
 * keys then overwrite one another, and the deletion of one deletes the other.
 */
public enum SharedKeys {
  /** It is said once, in the log of a worker. The default: the keys may be disjoint. */
  WARN,
  /** The job stops before the first row of the second table is written. */
  FAIL,
  /** Nothing: the keys are known to be disjoint. */
  IGNORE
}
