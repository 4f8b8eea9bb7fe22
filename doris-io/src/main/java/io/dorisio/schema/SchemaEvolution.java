package io.dorisio.schema;

/** What becomes of a table whose columns do not hold the rows any more. */
public enum SchemaEvolution {
  /** Nothing: the table stays as it is, and rows that do not fit are refused. The default. */
  NONE,
  /** New fields become columns, nullable and at the end; at once, by light schema change. */
  ADD_COLUMNS,
  /**
   * New fields become columns, and columns become wider where Doris can do this without loss, see
   * {@link Widening}. A longer VARCHAR is there at once; all else rewrites the table, which takes
   * as long as it takes.
   */
  ADD_AND_WIDEN
}
