package io.dorisio.schema;

import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One column of a table.
 *
 * @param defaultValue what stands behind DEFAULT in a declaration, a text in its quotes; empty if
 *     there is none
 * @param aggregation of a value column in an AGGREGATE table, such as {@code SUM}; empty elsewhere
 * @param filledByServer whether the server makes the values: AUTO_INCREMENT, or computed from
 *     others
 */
public record Column(
    String name,
    DorisType type,
    boolean nullable,
    boolean key,
    String defaultValue,
    String aggregation,
    boolean filledByServer,
    String comment)
    implements Serializable {

  static Column of(String name, DorisType type, boolean nullable, boolean key) {
    return new Column(name, type, nullable, key, "", "", false, "");
  }

  public boolean hasDefault() {
    return !defaultValue.isEmpty();
  }

  /** Whether a row can go without this column. */
  boolean isOptional() {
    return nullable || hasDefault() || filledByServer;
  }

  Column asKey() {
    return new Column(
        name, type, nullable, true, defaultValue, aggregation, filledByServer, comment);
  }

  Column asNullableValue() {
    return new Column(name, type, true, false, defaultValue, aggregation, filledByServer, comment);
  }

  Column withType(DorisType newType) {
    return new Column(
        name, newType, nullable, key, defaultValue, aggregation, filledByServer, comment);
  }

  /** With this constant as its default. */
  Column withDefault(String value) {
    return new Column(
        name, type, nullable, key, Sql.text(value), aggregation, filledByServer, comment);
  }

  /** What stands where a row brings nothing for it; null if that is null, or not a constant. */
  public @Nullable String defaultConstant() {
    return defaultValue.startsWith("\"") ? Sql.textOf(defaultValue) : null;
  }

  /** The column as CREATE TABLE declares it, where keys are named apart. */
  String ddl() {
    return declaration("");
  }

  /** The column as ALTER TABLE declares it: all that is not to change must be said again. */
  String alterDdl() {
    return declaration(key ? " KEY" : "");
  }

  private String declaration(String keyWord) {
    return Sql.name(name)
        + " "
        + type.ddl()
        + keyWord
        + (aggregation.isEmpty() ? "" : " " + aggregation)
        + (nullable ? " NULL" : " NOT NULL")
        + (defaultValue.isEmpty() ? "" : " DEFAULT " + defaultValue)
        + (comment.isEmpty() ? "" : " COMMENT " + Sql.text(comment));
  }
}
