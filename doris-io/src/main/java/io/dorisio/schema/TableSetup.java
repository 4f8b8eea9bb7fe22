package io.dorisio.schema;

import java.io.Serializable;

/**
 * What is done to a table before rows are written into it. Immutable.
 *
 * @param create whether it is created; CREATE_NEVER by default
 * @param definition how it is created, and which columns of it are keys
 * @param evolution whether it is changed to hold the rows; NONE by default
 * @param write what becomes of the rows that it has; APPEND by default
 */
public record TableSetup(
    CreateDisposition create,
    TableDefinition definition,
    SchemaEvolution evolution,
    WriteDisposition write)
    implements Serializable {

  public static final TableSetup DEFAULT =
      new TableSetup(
          CreateDisposition.CREATE_NEVER,
          TableDefinition.duplicate(),
          SchemaEvolution.NONE,
          WriteDisposition.APPEND);

  /** Creates the table if it does not exist. */
  public TableSetup createIfNeeded(TableDefinition newDefinition) {
    return new TableSetup(CreateDisposition.CREATE_IF_NEEDED, newDefinition, evolution, write);
  }

  public TableSetup withEvolution(SchemaEvolution value) {
    return new TableSetup(create, definition, value, write);
  }

  public TableSetup withWriteDisposition(WriteDisposition value) {
    return new TableSetup(create, definition, evolution, value);
  }
}
