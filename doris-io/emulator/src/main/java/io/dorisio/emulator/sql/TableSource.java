package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;

/** Says what stands for a table in a query of the store. */
@FunctionalInterface
public interface TableSource {
  /**
   * Finds a table.
   *
   * @param database null for the session's
   * @return what can follow FROM, without an alias
   */
  String of(String database, String table) throws DorisException;
}
