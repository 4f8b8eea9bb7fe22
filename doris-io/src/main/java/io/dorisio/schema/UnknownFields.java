package io.dorisio.schema;

/** What becomes of a field that the table has no column for. */
public enum UnknownFields {
  /** It is not written; what Doris itself does with unknown keys of JSON. */
  IGNORE,
  /** The write is refused before the first row. */
  REFUSE
}
