package io.dorisio.format;

/** What a row does to the table. */
public enum RowKind {
  /** Inserts the row; in a UNIQUE table it takes the place of the one with its key. */
  UPSERT,
  /** Deletes the row with this row's key; for UNIQUE tables only. */
  DELETE
}
