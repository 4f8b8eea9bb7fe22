package io.dorisio.cdc;

import io.dorisio.cdc.mysql.SourceTable;
import java.io.Serializable;
import java.util.List;

/** Which columns of a source's table are keys in Doris. */
@FunctionalInterface
public interface KeyColumns extends Serializable {

  /** Those that the message names. */
  KeyColumns OF_MESSAGE = table -> List.of();

  /** The columns, by their names in the source; empty to take those that the message names. */
  List<String> of(SourceTable table);
}
