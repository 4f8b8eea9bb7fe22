package io.dorisio.cdc;

import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import java.io.Serializable;

/** What is known of the source's types besides what a message tells. */
@FunctionalInterface
public interface SourceTypes extends Serializable {

  SourceTypes NONE = (table, column) -> MySqlType.UNKNOWN;

  /** The column's type; {@link MySqlType#UNKNOWN} if it is not known. */
  MySqlType of(SourceTable table, String column);
}
