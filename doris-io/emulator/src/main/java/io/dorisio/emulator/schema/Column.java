package io.dorisio.emulator.schema;

/**
 * One column of a table.
 *
 * @param id stays the same for as long as the column lives, whatever it is called (light schema
 *     change); below zero for the hidden columns
 * @param aggregation of a value column; NONE outside of AGGREGATE tables
 * @param defaultValue the text of the DEFAULT clause; null where there is none
 */
public record Column(
    int id,
    String name,
    ColumnType type,
    boolean key,
    Aggregation aggregation,
    boolean nullable,
    String defaultValue,
    String comment) {
  public static final String CURRENT_TIMESTAMP = "CURRENT_TIMESTAMP";
  public static final String DELETE_SIGN = "__DORIS_DELETE_SIGN__";
  public static final String SEQUENCE = "__DORIS_SEQUENCE_COL__";

  private static final int DELETE_SIGN_ID = -1;
  private static final int SEQUENCE_ID = -2;

  /** The hidden column that marks a deleted row. */
  static Column deleteSign() {
    ColumnType type = ColumnType.of(ColumnType.Kind.TINYINT);
    return new Column(DELETE_SIGN_ID, DELETE_SIGN, type, false, Aggregation.NONE, false, "0", "");
  }

  /** The hidden column of a table that was declared with a sequence type. */
  static Column sequence(ColumnType type) {
    return new Column(SEQUENCE_ID, SEQUENCE, type, false, Aggregation.NONE, true, null, "");
  }

  public boolean isHidden() {
    return id < 0;
  }

  public boolean hasCurrentTimestampDefault() {
    return CURRENT_TIMESTAMP.equals(defaultValue);
  }

  public Column asKey() {
    return new Column(id, name, type, true, aggregation, nullable, defaultValue, comment);
  }

  public Column withId(int newId) {
    return new Column(newId, name, type, key, aggregation, nullable, defaultValue, comment);
  }

  public Column withComment(String newComment) {
    return new Column(id, name, type, key, aggregation, nullable, defaultValue, newComment);
  }

  public Column withName(String newName) {
    return new Column(id, newName, type, key, aggregation, nullable, defaultValue, comment);
  }
}
