package io.dorisio.emulator.schema;

import java.util.List;
import java.util.Locale;

/**
 * The declared type of a column.
 *
 * @param precision digits of a DECIMAL, fractional digits of a DATETIME
 * @param scale digits after the point of a DECIMAL
 * @param length bytes of a CHAR or VARCHAR
 * @param text the type in Doris's words, nested types included
 * @param arguments the types inside an ARRAY, MAP or STRUCT
 * @param fields the names of a STRUCT's fields
 */
public record ColumnType(
    Kind kind,
    int precision,
    int scale,
    int length,
    String text,
    List<ColumnType> arguments,
    List<String> fields) {
  /** The families of types; each says how DuckDB stores it. */
  public enum Kind {
    BOOLEAN("BOOLEAN"),
    TINYINT("TINYINT"),
    SMALLINT("SMALLINT"),
    INT("INTEGER"),
    BIGINT("BIGINT"),
    LARGEINT("HUGEINT"),
    FLOAT("FLOAT"),
    DOUBLE("DOUBLE"),
    DECIMAL("DECIMAL"),
    DATE("DATE"),
    DATETIME("TIMESTAMP"),
    CHAR("VARCHAR"),
    VARCHAR("VARCHAR"),
    STRING("VARCHAR"),
    JSON("VARCHAR"),
    VARIANT("VARCHAR"),
    ARRAY("VARCHAR"),
    MAP("VARCHAR"),
    STRUCT("VARCHAR"),
    IPV4("VARCHAR"),
    IPV6("VARCHAR");

    private final String duckdb;

    Kind(String duckdb) {
      this.duckdb = duckdb;
    }

    /** Whether values are stored as text. */
    public boolean isText() {
      return duckdb.equals("VARCHAR");
    }
  }

  public static ColumnType of(Kind kind) {
    return of(kind, 0, 0, 0, kind.name());
  }

  public static ColumnType of(Kind kind, int precision, int scale, int length, String text) {
    return new ColumnType(kind, precision, scale, length, text, List.of(), List.of());
  }

  public String duckdbType() {
    return kind == Kind.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : kind.duckdb;
  }

  /** The type as the server prints it in declarations. */
  public String words() {
    return switch (kind) {
      case CHAR, VARCHAR -> kind.name().toLowerCase(Locale.ROOT) + "(" + length + ")";
      case STRING -> "text";
      case ARRAY, MAP, STRUCT, VARIANT -> text;
      default -> text.toLowerCase(Locale.ROOT);
    };
  }

  /** The name of the primitive type, as the schema interface gives it (doris-protocol 6). */
  public String primitiveName() {
    return switch (kind) {
      case DATE -> "DATEV2";
      case DATETIME -> "DATETIMEV2";
      case JSON -> "JSONB";
      case DECIMAL -> precision <= 9 ? "DECIMAL32" : precision <= 18 ? "DECIMAL64" : "DECIMAL128I";
      default -> kind.name();
    };
  }
}
