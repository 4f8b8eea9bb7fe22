package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.ColumnType.Kind;
import java.util.List;

/** Which types a column may change to (fe-catalog ColumnType.java, checkSupportSchemaChange). */
final class TypeChange {
  private static final List<Kind> INTEGERS =
      List.of(Kind.TINYINT, Kind.SMALLINT, Kind.INT, Kind.BIGINT, Kind.LARGEINT);

  private TypeChange() {}

  static void check(ColumnType from, ColumnType to) throws DorisException {
    boolean texts = isText(from) && (to.kind() == Kind.CHAR || to.kind() == Kind.VARCHAR);
    if (texts && from.kind() != Kind.STRING && to.length() < from.length()) {
      throw DorisException.analysis(
          "Shorten type length is prohibited, srcType="
              + from.words()
              + ", targetType="
              + to.words());
    }
    if (!allowed(from, to)) {
      throw DorisException.analysis("Can not change " + from.kind() + " to " + to.kind());
    }
  }

  private static boolean allowed(ColumnType from, ColumnType to) {
    if (from.equals(to)) {
      return true;
    }
    int narrow = INTEGERS.indexOf(from.kind());
    int wide = INTEGERS.indexOf(to.kind());
    return switch (to.kind()) {
      case SMALLINT, INT, BIGINT, LARGEINT -> narrow >= 0 && narrow <= wide;
      case FLOAT -> narrow >= 0;
      case DOUBLE -> narrow >= 0 || from.kind() == Kind.FLOAT;
      case DECIMAL ->
          from.kind() == Kind.DECIMAL
              && to.scale() >= from.scale()
              && to.precision() - to.scale() >= from.precision() - from.scale();
      case DATE, DATETIME ->
          from.kind() == Kind.DATE
              || (from.kind() == Kind.DATETIME && to.precision() >= from.precision());
      case VARCHAR, STRING ->
          from.kind() == Kind.CHAR
              || from.kind() == Kind.VARCHAR
              || narrow >= 0
              || isPlain(from.kind());
      case CHAR -> from.kind() == Kind.CHAR;
      case JSON -> from.kind() == Kind.VARCHAR || from.kind() == Kind.STRING;
      default -> false;
    };
  }

  private static boolean isPlain(Kind kind) {
    return switch (kind) {
      case FLOAT, DOUBLE, DECIMAL, JSON -> true;
      default -> false;
    };
  }

  private static boolean isText(ColumnType type) {
    return type.kind() == Kind.CHAR || type.kind() == Kind.VARCHAR || type.kind() == Kind.STRING;
  }
}
