package io.dorisio.cdc.mysql;

import io.dorisio.cdc.mysql.MySqlType.Name;
import io.dorisio.cdc.mysql.ValueOptions.BinaryText;
import io.dorisio.cdc.mysql.ValueOptions.TinyInt1;

/**
 * The Doris type, as DDL text, of a column that takes every value of a MySQL column.
 *
 * <table>
 * <caption>MySQL to Doris</caption>
 * <tr><th>MySQL</th><th>Doris</th></tr>
 * <tr><td>TINYINT, SMALLINT, MEDIUMINT/INT, BIGINT</td><td>TINYINT, SMALLINT, INT, BIGINT</td></tr>
 * <tr><td>the same UNSIGNED</td><td>SMALLINT, INT, INT/BIGINT, LARGEINT</td></tr>
 * <tr><td>TINYINT(1)</td><td>TINYINT, or BOOLEAN by option</td></tr>
 * <tr><td>BIT(1)</td><td>BOOLEAN</td></tr>
 * <tr><td>BIT(n)</td><td>the smallest integer type of more than n bits</td></tr>
 * <tr><td>DECIMAL(p,s), p up to 38</td><td>DECIMAL(p,s); beyond, or if p is not known, STRING</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>the same; VARCHAR(32) in a key, which may hold neither</td></tr>
 * <tr><td>DATE; DATETIME(n), TIMESTAMP(n)</td><td>DATE; DATETIME(n)</td></tr>
 * <tr><td>TIME(n)</td><td>VARCHAR(17): -838:59:59.000000 to 838:59:59.000000</td></tr>
 * <tr><td>YEAR</td><td>SMALLINT: 0, 1901 to 2155</td></tr>
 * <tr><td>CHAR(n), VARCHAR(n)</td><td>VARCHAR(4n): Doris counts bytes of UTF-8; STRING beyond 65533</td></tr>
 * <tr><td>BINARY(n), VARBINARY(n)</td><td>VARCHAR of the text's length, or STRING</td></tr>
 * <tr><td>ENUM</td><td>VARCHAR(1020): members have up to 255 characters, and may be added</td></tr>
 * <tr><td>TEXT, BLOB, SET, spatial, VECTOR, unknown</td><td>STRING</td></tr>
 * <tr><td>JSON</td><td>JSON</td></tr>
 * </table>
 *
 * In a key STRING and JSON become VARCHAR(65533), which Doris allows there. Limits are those of the
 * MySQL reference manual, chapter 11, and of Doris' documentation of data types.
 */
public final class DorisColumnType {

  private static final int LONGEST_VARCHAR = 65533;
  private static final int UTF8_BYTES = 4;
  private static final int MOST_DIGITS = 38;
  private static final int DECIMAL_DIGITS = 10;
  private static final String STRING = "STRING";

  private DorisColumnType() {}

  /** The type of a column that is no key. */
  public static String of(MySqlType type, ValueOptions options) {
    return switch (type.name()) {
      case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> integer(type, options);
      case DECIMAL -> decimal(type);
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case BIT -> bits(type.bits());
      case DATE -> "DATE";
      case DATETIME, TIMESTAMP ->
          type.fractionDigits() == 0 ? "DATETIME" : "DATETIME(" + type.fractionDigits() + ")";
      case TIME -> "VARCHAR(17)";
      case YEAR -> "SMALLINT";
      case CHAR -> varchar((long) UTF8_BYTES * orOne(type.length()));
      case VARCHAR -> varchar((long) UTF8_BYTES * type.length());
      case BINARY -> varchar(textLength(orOne(type.length()), options));
      case VARBINARY -> varchar(textLength(type.length(), options));
      case ENUM -> "VARCHAR(1020)";
      case JSON -> "JSON";
      case TEXT, BLOB, SET, GEOMETRY, VECTOR, UNKNOWN -> STRING;
    };
  }

  /** The type of a key column. */
  public static String ofKey(MySqlType type, ValueOptions options) {
    String plain = of(type, options);
    return switch (plain) {
      case STRING, "JSON" -> "VARCHAR(" + LONGEST_VARCHAR + ")";
      case "FLOAT", "DOUBLE" -> "VARCHAR(32)";
      default -> plain;
    };
  }

  /** Whether values of a type are written as true and false. */
  static boolean isBoolean(MySqlType type, ValueOptions options) {
    if (type.name() == Name.TINYINT) {
      return type.length() == 1 && options.tinyInt1() == TinyInt1.BOOLEAN;
    }
    return type.name() == Name.BIT && type.bits() == 1;
  }

  private static String integer(MySqlType type, ValueOptions options) {
    if (isBoolean(type, options)) {
      return "BOOLEAN";
    }
    boolean unsigned = type.unsigned();
    return switch (type.name()) {
      case TINYINT -> unsigned ? "SMALLINT" : "TINYINT";
      case SMALLINT -> unsigned ? "INT" : "SMALLINT";
      case MEDIUMINT -> "INT";
      case INT -> unsigned ? "BIGINT" : "INT";
      default -> unsigned ? "LARGEINT" : "BIGINT";
    };
  }

  private static String bits(int bits) {
    if (bits == 1) {
      return "BOOLEAN";
    }
    if (bits < Byte.SIZE) {
      return "TINYINT";
    }
    if (bits < Short.SIZE) {
      return "SMALLINT";
    }
    if (bits < Integer.SIZE) {
      return "INT";
    }
    return bits < Long.SIZE ? "BIGINT" : "LARGEINT";
  }

  private static String decimal(MySqlType type) {
    if (type.length() == MySqlType.UNKNOWN_LENGTH || type.length() > MOST_DIGITS) {
      return STRING;
    }
    int digits = type.length() == 0 ? DECIMAL_DIGITS : type.length();
    return "DECIMAL(" + digits + "," + Math.max(type.scale(), 0) + ")";
  }

  private static int orOne(int length) {
    return length == MySqlType.UNKNOWN_LENGTH ? 1 : length;
  }

  private static long textLength(int bytes, ValueOptions options) {
    if (bytes == MySqlType.UNKNOWN_LENGTH) {
      return bytes;
    }
    return options.binary() == BinaryText.HEX ? 2L * bytes : 4L * ((bytes + 2L) / 3);
  }

  /** CHAR(0) is a type of MySQL, VARCHAR(0) none of Doris. */
  private static String varchar(long bytes) {
    return bytes < 0 || bytes > LONGEST_VARCHAR ? STRING : "VARCHAR(" + Math.max(bytes, 1) + ")";
  }
}
