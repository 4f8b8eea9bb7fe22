package io.dorisio.cdc.mysql;

import java.io.Serializable;

/**
 * A column of a MySQL table.
 *
 * @param comment empty if it has none
 */
public record ColumnDefinition(String name, MySqlType type, boolean nullable, String comment)
    implements Serializable {

  public ColumnDefinition {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A column needs a name");
    }
  }
}
