package io.dorisio.cdc.mysql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The forms that values take in a change record, whatever message they came in:
 *
 * <ul>
 *   <li>whole numbers and BIT are Long, or BigInteger beyond 64 bits; DECIMAL is BigDecimal; FLOAT
 *       and DOUBLE are Double; truth values Boolean;
 *   <li>DATE, DATETIME and TIME are text as MySQL writes them, zero dates and hours beyond 24
 *       included; a TIMESTAMP whose zone is known is an Instant, another is text;
 *   <li>CHAR, TEXT, ENUM, SET and JSON are text; bytes are {@code byte[]}; spatial values {@link
 *       SpatialValue}, or text if they came as such;
 *   <li>values without a known type are what JSON made of them, arrays and objects as JSON text.
 * </ul>
 */
public final class SourceValue {

  /** MySQL's DECIMAL has 65 digits; what is far beyond is an attack on memory. */
  private static final int MOST_DIGITS = 1_000;

  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

  private SourceValue() {}

  /** How a format carries bytes in its text. */
  public enum BytesIn {
    BASE64,
    /** One character a byte, as Canal does. */
    ISO_8859_1
  }

  /**
   * Reads the text that a binlog reader gives for a value of this type.
   *
   * @throws IllegalArgumentException if it is no text of such a value
   */
  public static Object ofText(String text, MySqlType type, BytesIn bytesIn) {
    return switch (type.name()) {
      case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, BIT -> integer(number(text), type);
      case DECIMAL -> decimal(text);
      case FLOAT, DOUBLE -> floating(text);
      case YEAR -> integer(number(text.length() > 4 ? text.substring(0, 4) : text), type);
      case BINARY, VARBINARY, BLOB -> bytes(text, bytesIn);
      case GEOMETRY ->
          bytesIn == BytesIn.ISO_8859_1 ? SpatialValue.ofStored(bytes(text, bytesIn)) : text;
      case ENUM -> bytesIn == BytesIn.ISO_8859_1 ? member(text, type) : text;
      case SET -> bytesIn == BytesIn.ISO_8859_1 ? members(text, type) : text;
      default -> text;
    };
  }

  /** A whole number of this type: what is negative in an unsigned type has its highest bit set. */
  public static Object integer(BigInteger number, MySqlType type) {
    BigInteger value = number;
    boolean unsigned = type.unsigned() || type.name() == MySqlType.Name.BIT;
    if (unsigned && value.signum() < 0) {
      value = value.add(TWO_TO_64);
    }
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /**
   * The decimal itself.
   *
   * @throws IllegalArgumentException if its plain text would be longer than any decimal's of MySQL
   */
  public static BigDecimal bounded(BigDecimal decimal) {
    if (decimal.precision() > MOST_DIGITS || Math.abs((long) decimal.scale()) > MOST_DIGITS) {
      throw new IllegalArgumentException(
          "A decimal has more than " + MOST_DIGITS + " digits; MySQL has 65 at the most");
    }
    return decimal;
  }

  /**
   * Reads a decimal.
   *
   * @throws IllegalArgumentException if it is none, or longer than any of MySQL
   */
  public static BigDecimal decimal(String text) {
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no decimal number", e);
    }
  }

  /**
   * The bytes of base64 text.
   *
   * @throws IllegalArgumentException if it is not base64
   */
  public static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static BigInteger number(String text) {
    if (text.length() > MOST_DIGITS) {
      throw new IllegalArgumentException(
          "A whole number has " + text.length() + " characters; MySQL's have 20 at the most");
    }
    try {
      return new BigInteger(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no whole number", e);
    }
  }

  private static Double floating(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no number", e);
    }
  }

  private static byte[] bytes(String text, BytesIn bytesIn) {
    if (bytesIn == BytesIn.BASE64) {
      return base64(text);
    }
    if (text.chars().anyMatch(c -> c > 0xff)) {
      throw new IllegalArgumentException(
          "A binary value has characters beyond ISO 8859-1: they are no bytes");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The binlog has an ENUM's number, from 1; 0 is the empty text of a value that was refused. */
  private static String member(String text, MySqlType type) {
    Integer index = index(text);
    if (index == null || type.members().isEmpty()) {
      return text;
    }
    if (index > type.members().size()) {
      throw new IllegalArgumentException(
          "An ENUM has the number " + index + ", but " + type.members().size() + " members");
    }
    return index == 0 ? "" : type.members().get(index - 1);
  }

  /** The binlog has a SET's members as bits of a number, the first as the lowest. */
  private static String members(String text, MySqlType type) {
    if (type.members().isEmpty() || !text.matches("-?\\d{1,20}")) {
      return text;
    }
    BigInteger bits = new BigInteger(text);
    if (bits.signum() < 0) {
      bits = bits.add(TWO_TO_64);
    }
    if (bits.bitLength() > type.members().size()) {
      throw new IllegalArgumentException(
          "A SET has the bits " + text + ", but " + type.members().size() + " members");
    }
    List<String> set = new ArrayList<>();
    for (int i = 0; i < bits.bitLength(); i++) {
      if (bits.testBit(i)) {
        set.add(type.members().get(i));
      }
    }
    return String.join(",", set);
  }

  private static @Nullable Integer index(String text) {
    return text.matches("\\d{1,5}") ? Integer.valueOf(text) : null;
  }
}
