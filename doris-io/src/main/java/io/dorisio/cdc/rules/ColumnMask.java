package io.dorisio.cdc.rules;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/** One way to hide a value. */
sealed interface ColumnMask extends Serializable {

  Pattern CALL = Pattern.compile("(\\w+)(?:\\((.*)\\))?", Pattern.DOTALL);
  Pattern NUMBERS = Pattern.compile("\\s*(\\d{1,6})\\s*,\\s*(\\d{1,6})\\s*");

  @Nullable String apply(String value);

  /** The Doris type of what it gives, if that is not the column's own. */
  Optional<String> dorisType();

  static ColumnMask parse(String text, String salt) {
    Matcher call = CALL.matcher(text);
    String name = call.matches() ? call.group(1) : "";
    String arguments = call.matches() ? call.group(2) : null;
    if (name.equals("keep") && arguments != null) {
      Matcher numbers = NUMBERS.matcher(arguments);
      if (numbers.matches()) {
        return new Keep(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
      }
    } else if (name.equals("sha256") && arguments == null) {
      if (salt.isEmpty()) {
        throw new IllegalArgumentException(
            "needs a salt: without one, hashes of phone numbers and the like are soon guessed");
      }
      return new Sha256(salt);
    } else if (name.equals("fixed") && arguments != null) {
      return new Fixed(arguments);
    } else if (name.equals("null") && arguments == null) {
      return new Null();
    }
    throw new IllegalArgumentException("leads to none of keep(n,m), sha256, fixed(text) and null");
  }

  /** Leaves the ends. */
  record Keep(int first, int last) implements ColumnMask {

    @Override
    public String apply(String value) {
      int[] characters = value.codePoints().toArray();
      boolean any = characters.length > (long) first + last;
      for (int i = any ? first : 0; i < characters.length - (any ? last : 0); i++) {
        characters[i] = '*';
      }
      return new String(characters, 0, characters.length);
    }

    @Override
    public Optional<String> dorisType() {
      return Optional.of("STRING");
    }
  }

  /** Leaves what tells equal values from others. */
  final class Sha256 implements ColumnMask {

    private static final long serialVersionUID = 1L;
    private final String salt;

    Sha256(String salt) {
      this.salt = salt;
    }

    @Override
    public String apply(String value) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(salt.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has SHA-256", e);
      }
    }

    @Override
    public Optional<String> dorisType() {
      return Optional.of("VARCHAR(64)");
    }

    /** Without the salt. */
    @Override
    public String toString() {
      return "sha256";
    }
  }

  /** Leaves nothing but that there is a value. */
  record Fixed(String text) implements ColumnMask {

    @Override
    public String apply(String value) {
      return text;
    }

    @Override
    public Optional<String> dorisType() {
      return Optional.of("STRING");
    }
  }

  /** Leaves nothing. */
  record Null() implements ColumnMask {

    @Override
    public @Nullable String apply(String value) {
      return null;
    }

    @Override
    public Optional<String> dorisType() {
      return Optional.empty();
    }
  }
}
