package io.dorisio.cdc.mysql;

import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.AutoIncrementColumnConstraintContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ColumnConstraintContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ColumnDefinitionContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.DefaultColumnConstraintContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.DefaultValueContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.GeneratedColumnConstraintContext;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a new column holds in the rows that were there before it, which no binlog tells: null, a
 * constant, or what only the server can compute.
 *
 * @param constant as text; null if it is none
 * @param expression what is no constant, as the statement has it; empty if there is no such thing
 */
public record ColumnDefault(@Nullable String constant, String expression) implements Serializable {

  /** The rows that were there before have null. */
  public static final ColumnDefault NULL = new ColumnDefault(null, "");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern TEXT =
      Pattern.compile("(?s)'(?:[^'\\\\]|''|\\\\.)*'|\"(?:[^\"\\\\]|\"\"|\\\\.)*\"");

  /** The rows that were there before have this. */
  public static ColumnDefault constant(String text) {
    return new ColumnDefault(text, "");
  }

  private static ColumnDefault computed(String expression) {
    return new ColumnDefault(null, expression);
  }

  static ColumnDefault of(ColumnDefinitionContext definition, ColumnDefinition column) {
    for (ColumnConstraintContext constraint : definition.columnConstraint()) {
      if (constraint instanceof DefaultColumnConstraintContext value) {
        return explicit(value.defaultValue());
      }
      if (constraint instanceof AutoIncrementColumnConstraintContext
          || constraint instanceof GeneratedColumnConstraintContext) {
        return computed(DdlNames.source(constraint));
      }
    }
    return column.nullable() ? NULL : implicit(column.type());
  }

  private static ColumnDefault explicit(DefaultValueContext value) {
    String text = DdlNames.source(value);
    if (text.equalsIgnoreCase("NULL")) {
      return NULL;
    }
    if (text.equalsIgnoreCase("TRUE") || text.equalsIgnoreCase("FALSE")) {
      return constant(text.equalsIgnoreCase("TRUE") ? "1" : "0");
    }
    if (NUMBER.matcher(text).matches()) {
      return constant(text);
    }
    // What an escape means hangs on the server's sql_mode.
    return TEXT.matcher(text).matches() && text.indexOf('\\') < 0
        ? constant(DdlNames.unquoted(text))
        : computed(text);
  }

  /** MySQL reference manual, "Data Type Default Values": what NOT NULL alone means. */
  private static ColumnDefault implicit(MySqlType type) {
    ColumnDefault untold = computed("NOT NULL without DEFAULT");
    return switch (type.name()) {
      case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, YEAR, BIT ->
          constant("0");
      case CHAR, VARCHAR, TEXT, VARBINARY, BLOB, SET -> constant("");
      case ENUM -> type.members().stream().findFirst().map(ColumnDefault::constant).orElse(untold);
      default -> untold;
    };
  }

  /** Whether the rows that were there before have null. */
  public boolean isNull() {
    return constant == null && expression.isEmpty();
  }

  /**
   * The constant as the Doris column takes it that {@link DorisColumnType} gives for the type;
   * empty if there is none, or Doris has no counterpart, as for the points in time of a TIMESTAMP,
   * which are in a zone that the statement does not tell.
   */
  public Optional<String> inDoris(MySqlType type) {
    if (constant == null) {
      return Optional.empty();
    }
    try {
      return switch (type.name()) {
        case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR -> number(0);
        case DECIMAL -> number(Math.max(type.scale(), 0));
        case FLOAT, DOUBLE, BIT -> Optional.of(new BigDecimal(constant.trim()).toString());
        case CHAR, ENUM -> Optional.of(constant.stripTrailing());
        case VARCHAR, TEXT, SET -> Optional.of(constant);
        case VARBINARY, BLOB -> constant.isEmpty() ? Optional.of("") : Optional.empty();
        case DATE -> Optional.of(LocalDate.parse(constant).toString());
        case DATETIME -> {
          LocalDateTime.parse(constant.replace(' ', 'T'));
          yield Optional.of(constant);
        }
        default -> Optional.empty();
      };
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<String> number(int scale) {
    BigDecimal number = new BigDecimal(constant.trim()).setScale(scale, RoundingMode.HALF_UP);
    return Optional.of(number.toPlainString());
  }

  /** As the statement has it. */
  @Override
  public String toString() {
    return constant == null ? (expression.isEmpty() ? "NULL" : expression) : "'" + constant + "'";
  }
}
