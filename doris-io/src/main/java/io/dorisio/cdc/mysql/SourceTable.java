package io.dorisio.cdc.mysql;

import java.io.Serializable;

/**
 * A table of the source. Names are kept as the source gives them; they may hold any character.
 *
 * @param database may be empty where a statement names no database
 */
public record SourceTable(String database, String table) implements Serializable {

  public SourceTable {
    if (table.isEmpty()) {
      throw new IllegalArgumentException("A table of the source needs a name");
    }
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
