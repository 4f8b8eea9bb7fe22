package io.dorisio.schema;

/** What becomes of the rows that a table has before a bounded input is written. */
public enum WriteDisposition {
  /** They stay. The default. */
  APPEND,
  /** They are deleted before the first row is written, and are gone even if the job then fails. */
  TRUNCATE,
  /** The write fails if there are any that are visible. */
  FAIL_IF_NOT_EMPTY
}
