package io.dorisio.emulator.schema;

/** How an AGGREGATE table makes one value of the values of equal keys. */
public enum Aggregation {
  NONE,
  SUM,
  MIN,
  MAX,
  REPLACE,
  REPLACE_IF_NOT_NULL
}
