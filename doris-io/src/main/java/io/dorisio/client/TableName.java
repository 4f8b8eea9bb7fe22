package io.dorisio.client;

import java.io.Serializable;
import java.util.Objects;

/** A Doris table: its database and its name in it. */
public final class TableName implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String database;
  private final String table;

  /** Kept, since each block of rows looks for its load by it. */
  private final int hash;

  /**
   * @throws IllegalArgumentException if one of them is empty
   */
  public TableName(String database, String table) {
    if (database.isEmpty() || table.isEmpty()) {
      throw new IllegalArgumentException("A Doris table needs a database and a name");
    }
    this.database = database;
    this.table = table;
    this.hash = Objects.hash(database, table);
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

  public String database() {
    return database;
  }

  public String table() {
    return table;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof TableName name
            && hash == name.hash
            && table.equals(name.table)
            && database.equals(name.database));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
