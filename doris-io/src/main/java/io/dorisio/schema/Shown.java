package io.dorisio.schema;

/** Values in messages: enough to find them, never all of a long one. */
final class Shown {

  private static final int MAX = 100;

  private Shown() {}

  static String value(Object value) {
    String text = String.valueOf(value);
    return text.length() <= MAX ? text : text.substring(0, MAX) + "…";
  }
}
