package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;

/**
 * Which changes of a column's type keep every value, and are among those that Doris makes (Doris:
 * {@code ColumnType.java}, schemaChangeMatrix; {@code Column.java}, checkSchemaChangeAllowed):
 *
 * <ul>
 *   <li>integers to wider ones, to FLOAT where it holds them exactly (up to SMALLINT) and to DOUBLE
 *       (up to INT);
 *   <li>FLOAT to DOUBLE;
 *   <li>DECIMAL to more digits before and not fewer behind the point, or the other way round;
 *   <li>DATE to DATETIME, DATETIME to more digits of the second's fraction;
 *   <li>CHAR to a longer CHAR, CHAR and VARCHAR to a longer VARCHAR or to STRING, JSON to STRING;
 *   <li>numbers to STRING, or to a VARCHAR that holds their text.
 * </ul>
 *
 * Doris does not change BOOLEAN, dates to texts, STRING to VARCHAR, or types with others inside
 * before its newest releases; here these are never changed.
 */
public final class Widening {

  /** No number has a longer text (Doris: {@code Type.java}, getColumnStringRepSize). */
  private static final int NUMBER_TEXT = 64;

  private Widening() {}

  /** Whether every value of the inner type is one of the outer, exactly. */
  static boolean holds(DorisType outer, DorisType inner) {
    if (outer.kind() == Kind.VARIANT || outer.kind() == Kind.OTHER) {
      return true;
    }
    return switch (inner.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT, LARGEINT -> holdsInteger(outer, inner);
      case FLOAT -> outer.kind().isFloating();
      case DECIMAL ->
          outer.kind() == Kind.DECIMAL
              && outer.scale() >= inner.scale()
              && outer.integerDigits() >= inner.integerDigits();
      case DATE -> outer.kind() == Kind.DATE || outer.kind() == Kind.DATETIME;
      case DATETIME -> outer.kind() == Kind.DATETIME && outer.scale() >= inner.scale();
      case CHAR, VARCHAR ->
          outer.kind() == Kind.STRING
              || ((outer.kind() == Kind.CHAR || outer.kind() == Kind.VARCHAR)
                  && outer.length() >= inner.length());
      case ARRAY, MAP, STRUCT -> holdsNested(outer, inner);
      default -> outer.kind() == inner.kind();
    };
  }

  private static boolean holdsInteger(DorisType outer, DorisType inner) {
    return switch (outer.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT, LARGEINT -> outer.kind().compareTo(inner.kind()) >= 0;
      case FLOAT -> inner.kind().compareTo(Kind.SMALLINT) <= 0;
      case DOUBLE -> inner.kind().compareTo(Kind.INT) <= 0;
      case DECIMAL -> outer.integerDigits() >= digits(inner.kind());
      default -> false;
    };
  }

  private static int digits(Kind integer) {
    return switch (integer) {
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INT -> 10;
      case BIGINT -> 19;
      default -> 39;
    };
  }

  private static boolean holdsNested(DorisType outer, DorisType inner) {
    if (outer.kind() == Kind.JSON || outer.kind() == Kind.STRING) {
      return true;
    }
    if (outer.kind() != inner.kind() || outer.arguments().size() != inner.arguments().size()) {
      return false;
    }
    for (int i = 0; i < inner.arguments().size(); i++) {
      int place = inner.kind() == Kind.STRUCT ? place(outer, inner.fields().get(i)) : i;
      if (place < 0 || !holds(outer.arguments().get(place), inner.arguments().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static int place(DorisType struct, String field) {
    for (int i = 0; i < struct.fields().size(); i++) {
      if (struct.fields().get(i).equalsIgnoreCase(field)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether Doris changes a column of the one type to the other, and no value is lost. */
  static boolean allowed(DorisType from, DorisType to) {
    Kind kind = from.kind();
    return switch (to.kind()) {
      case SMALLINT, INT, BIGINT, LARGEINT, FLOAT, DOUBLE ->
          (kind.isInteger() || kind == Kind.FLOAT) && holds(to, from);
      case DECIMAL -> kind == Kind.DECIMAL && holds(to, from);
      case DATETIME -> (kind == Kind.DATE || kind == Kind.DATETIME) && holds(to, from);
      case CHAR -> kind == Kind.CHAR && holds(to, from);
      case VARCHAR ->
          ((kind == Kind.CHAR || kind == Kind.VARCHAR) && holds(to, from))
              || (isNumber(kind) && to.length() >= NUMBER_TEXT);
      case STRING ->
          kind == Kind.CHAR || kind == Kind.VARCHAR || kind == Kind.JSON || isNumber(kind);
      default -> false;
    };
  }

  /** Whether a longer type of the same family is asked for, so that values would be refused. */
  static boolean isSameFamily(DorisType column, DorisType wanted) {
    return family(column.kind()) == family(wanted.kind());
  }

  private static Kind family(Kind kind) {
    return switch (kind) {
      case TINYINT, SMALLINT, INT, BIGINT, LARGEINT -> Kind.BIGINT;
      case FLOAT, DOUBLE -> Kind.DOUBLE;
      case DATE, DATETIME -> Kind.DATETIME;
      case CHAR, VARCHAR, STRING -> Kind.STRING;
      default -> kind;
    };
  }

  /** The narrowest type that Doris can make of the column and that holds both. */
  static DorisType target(DorisType column, DorisType wanted) {
    if (column.kind() == Kind.DECIMAL && wanted.kind() == Kind.DECIMAL) {
      int scale = Math.max(column.scale(), wanted.scale());
      int digits = Math.max(column.integerDigits(), wanted.integerDigits());
      return DorisType.decimal(digits + scale, scale);
    }
    if (column.kind() == Kind.CHAR && wanted.kind() == Kind.CHAR) {
      return wanted;
    }
    if (column.kind().isInteger() && wanted.kind() == Kind.FLOAT && !holds(wanted, column)) {
      return DorisType.of(Kind.DOUBLE);
    }
    boolean shortText =
        isNumber(column.kind()) && wanted.kind().isText() && wanted.length() < NUMBER_TEXT;
    return shortText && wanted.kind() != Kind.STRING ? DorisType.varchar(NUMBER_TEXT) : wanted;
  }

  private static boolean isNumber(Kind kind) {
    return kind.isInteger() || kind.isFloating() || kind == Kind.DECIMAL;
  }
}
