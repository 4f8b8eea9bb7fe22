package io.dorisio.schema;

/** What becomes of a write into a table that does not exist. */
public enum CreateDisposition {
  /** It fails before the first row. The default. */
  CREATE_NEVER,
  /** The table is created as its {@link TableDefinition} says; its database is not. */
  CREATE_IF_NEEDED
}
