package io.dorisio.schema;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The type of a column, as far as a client has to know it.
 *
 * @param length bytes of a CHAR or VARCHAR; 0 for all others
 * @param precision digits of a DECIMAL; 0 for all others
 * @param scale digits behind the point of a DECIMAL, digits of the seconds' fraction of a DATETIME
 * @param arguments the types inside an ARRAY, MAP or STRUCT
 * @param fields the names of a STRUCT's fields
 * @param text in the server's words
 */
public record DorisType(
    Kind kind,
    int length,
    int precision,
    int scale,
    List<DorisType> arguments,
    List<String> fields,
    String text)
    implements Serializable {

  /** The most bytes of a VARCHAR (Doris: {@code ScalarType.MAX_VARCHAR_LENGTH}). */
  public static final int MAX_VARCHAR = 65_533;

  /** The most bytes of a CHAR (Doris: {@code ScalarType.MAX_CHAR_LENGTH}). */
  public static final int MAX_CHAR = 255;

  /** The most digits of a DECIMAL without {@code enable_decimal256}. */
  public static final int MAX_DECIMAL = 38;

  /** The families of types. */
  public enum Kind {
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INT,
    BIGINT,
    LARGEINT,
    FLOAT,
    DOUBLE,
    DECIMAL,
    DATE,
    DATETIME,
    CHAR,
    VARCHAR,
    STRING,
    JSON,
    VARIANT,
    ARRAY,
    MAP,
    STRUCT,
    IPV4,
    IPV6,
    BITMAP,
    HLL,
    QUANTILE_STATE,
    AGG_STATE,
    /** A type that this client does not know; nothing is checked of it. */
    OTHER;

    boolean isInteger() {
      return compareTo(TINYINT) >= 0 && compareTo(LARGEINT) <= 0;
    }

    boolean isFloating() {
      return this == FLOAT || this == DOUBLE;
    }

    boolean isText() {
      return this == CHAR || this == VARCHAR || this == STRING;
    }

    boolean isNested() {
      return this == ARRAY || this == MAP || this == STRUCT;
    }
  }

  public DorisType {
    arguments = List.copyOf(arguments);
    fields = List.copyOf(fields);
  }

  /**
   * Reads a type as Doris prints it in SHOW CREATE TABLE, {@code DESC} and {@code
   * information_schema}, and as users write it: {@code varchar(20)}, {@code decimalv3(9,2)}, {@code
   * datetimev2(6)}, {@code array<int>}, {@code struct<a:int,b:text>} (Doris: {@code
   * ScalarType.java}, toSql; {@code Type.java}, hideVersionForVersionColumn).
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static DorisType parse(String text) {
    DdlCursor in = new DdlCursor(text);
    DorisType type = TypeReader.read(in);
    in.expectEnd();
    return type;
  }

  static DorisType of(Kind kind) {
    return new DorisType(kind, 0, 0, 0, List.of(), List.of(), kind.name());
  }

  static DorisType sized(Kind kind, int length) {
    return new DorisType(
        kind, length, 0, 0, List.of(), List.of(), kind.name() + "(" + length + ")");
  }

  static DorisType varchar(long bytes) {
    return sized(Kind.VARCHAR, (int) Math.min(Math.max(bytes, 1), MAX_VARCHAR));
  }

  static DorisType decimal(int precision, int scale) {
    return new DorisType(
        Kind.DECIMAL,
        0,
        precision,
        scale,
        List.of(),
        List.of(),
        "DECIMAL(" + precision + "," + scale + ")");
  }

  static DorisType datetime(int scale) {
    return new DorisType(
        Kind.DATETIME, 0, 0, scale, List.of(), List.of(), "DATETIME(" + scale + ")");
  }

  static DorisType array(DorisType element) {
    return nested(Kind.ARRAY, List.of(element), List.of());
  }

  static DorisType map(DorisType key, DorisType value) {
    return nested(Kind.MAP, List.of(key, value), List.of());
  }

  static DorisType struct(List<String> fields, List<DorisType> types) {
    return nested(Kind.STRUCT, types, fields);
  }

  private static DorisType nested(Kind kind, List<DorisType> arguments, List<String> fields) {
    String inner =
        fields.isEmpty()
            ? arguments.stream().map(DorisType::ddl).collect(Collectors.joining(","))
            : IntStream.range(0, fields.size())
                .mapToObj(i -> Sql.name(fields.get(i)) + ":" + arguments.get(i).ddl())
                .collect(Collectors.joining(","));
    return new DorisType(kind, 0, 0, 0, arguments, fields, kind.name() + "<" + inner + ">");
  }

  /** The type as it is written in a declaration. */
  public String ddl() {
    return text;
  }

  /** Digits before the point of a DECIMAL. */
  int integerDigits() {
    return precision - scale;
  }

  @Override
  public String toString() {
    return text.toLowerCase(Locale.ROOT);
  }
}
