package io.dorisio.cdc.mysql;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The type of a MySQL or MariaDB column, as far as it is known.
 *
 * @param length the first number in brackets: characters, bytes, bits, digits of a decimal, or
 *     digits of fractions of a second; {@link #UNKNOWN_LENGTH} if there is none
 * @param scale digits of a decimal after the point; {@link #UNKNOWN_LENGTH} if there is none
 * @param members of an ENUM or SET, in the order of their numbers; empty if they are not known
 */
public record MySqlType(Name name, int length, int scale, boolean unsigned, List<String> members)
    implements Serializable {

  public static final int UNKNOWN_LENGTH = -1;

  /** What is known of a column of which nothing is known. */
  public static final MySqlType UNKNOWN = of(Name.UNKNOWN);

  /** The names of types, without their aliases. */
  public enum Name {
    TINYINT(1),
    SMALLINT(2),
    MEDIUMINT(3),
    INT(4),
    BIGINT(5),
    DECIMAL(6),
    FLOAT(7),
    DOUBLE(8),
    BIT(9),
    DATE(10),
    DATETIME(11),
    TIMESTAMP(12),
    TIME(13),
    YEAR(14),
    CHAR(15),
    VARCHAR(16),
    TEXT(17),
    BINARY(18),
    VARBINARY(19),
    BLOB(20),
    ENUM(21),
    SET(22),
    JSON(23),
    GEOMETRY(24),
    VECTOR(25),
    /** A type that is not known here; its values are text. */
    UNKNOWN(0);

    private final int code;

    Name(int code) {
      this.code = code;
    }

    /** By which it is stored; never changed. */
    public int code() {
      return code;
    }

    /**
     * The name of a code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Name ofCode(int code) {
      for (Name name : values()) {
        if (name.code == code) {
          return name;
        }
      }
      throw new IllegalArgumentException("No type of MySQL has the code " + code);
    }
  }

  public MySqlType {
    members = List.copyOf(members);
  }

  public static MySqlType of(Name name) {
    return of(name, UNKNOWN_LENGTH);
  }

  public static MySqlType of(Name name, int length) {
    return of(name, length, UNKNOWN_LENGTH);
  }

  public static MySqlType of(Name name, int length, int scale) {
    return new MySqlType(name, length, scale, false, List.of());
  }

  /**
   * Reads a type as MySQL writes it, such as {@code bigint(20) unsigned}, {@code decimal(10,2)} or
   * {@code enum('a','b')}, in any case, with any alias and with whatever follows it (character set,
   * ZEROFILL). A name that is not known gives {@link Name#UNKNOWN}.
   *
   * @throws IllegalArgumentException if it is no type at all: brackets that do not close, no name
   */
  public static MySqlType parse(String text) {
    return MySqlTypeText.parse(text);
  }

  public MySqlType asUnsigned() {
    return new MySqlType(name, length, scale, true, members);
  }

  public MySqlType withMembers(List<String> of) {
    return new MySqlType(name, length, scale, unsigned, of);
  }

  public boolean isInteger() {
    return name.compareTo(Name.BIGINT) <= 0;
  }

  /** Whether values are bytes without a character set. */
  public boolean isBinary() {
    return name == Name.BINARY || name == Name.VARBINARY || name == Name.BLOB;
  }

  /** Digits of fractions of a second: 0 where none are given, as MySQL has it. */
  public int fractionDigits() {
    return length == UNKNOWN_LENGTH ? 0 : Math.min(length, 6);
  }

  /** The width of a BIT column: 1 where none is given, as MySQL has it. */
  public int bits() {
    return length == UNKNOWN_LENGTH ? 1 : length;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name.name().toLowerCase(Locale.ROOT));
    if (!members.isEmpty()) {
      text.append(
          members.stream()
              .map(member -> "'" + member.replace("\\", "\\\\").replace("'", "''") + "'")
              .collect(Collectors.joining(",", "(", ")")));
    } else if (length != UNKNOWN_LENGTH) {
      text.append('(').append(length);
      if (scale != UNKNOWN_LENGTH) {
        text.append(',').append(scale);
      }
      text.append(')');
    }
    return unsigned ? text.append(" unsigned").toString() : text.toString();
  }
}
