package io.dorisio.emulator.schema;

/**
 * What a declaration says of a table that is kept as written for SHOW CREATE TABLE; but for ranges
 * of partitions it changes nothing here.
 *
 * @param partitions the PARTITION BY clause; empty where there is none
 * @param distribution the DISTRIBUTED BY clause
 * @param indexes the INDEX clauses between the columns, each preceded by a comma
 */
public record TableLayout(String comment, String partitions, String distribution, String indexes) {}
