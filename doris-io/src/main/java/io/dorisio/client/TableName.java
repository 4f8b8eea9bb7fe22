package io.dorisio.client;

import java.io.Serializable;

/** A Doris table: its database and its name in it. */
public record TableName(String database, String table) implements Serializable {

  public TableName {
    if (database.isEmpty() || table.isEmpty()) {
      throw new IllegalArgumentException("A Doris table needs a database and a name");
    }
  }

  /**
   * Parses {@code database.table}, split at the first dot.
   *
   * @throws IllegalArgumentException if there is no dot or a side of it is empty
   */
  public static TableName parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 1 || dot == text.length() - 1) {
      throw new IllegalArgumentException(
          "A Doris table is given as database.table, not \"" + text + "\"");
    }
    return new TableName(text.substring(0, dot), text.substring(dot + 1));
  }

  /** Looked up for each row of many tables, most of which are of one database. */
  @Override
  public int hashCode() {
    return table.hashCode();
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
