package io.dorisio.format;

import java.util.function.UnaryOperator;

/** Writes values of one type as text. */
@FunctionalInterface
interface ValueWriter {

  /**
   * Writes a value, which is not null.
   *
   * @throws IllegalArgumentException if it has no form in the format, saying why
   */
  void write(TextBuffer out, Object value);

  /** Values in double quotes, for texts that need no escape. */
  static ValueWriter quoted(ValueWriter plain) {
    return (out, value) -> {
      out.write('"');
      plain.write(out, value);
      out.write('"');
    };
  }

  static ValueWriter converted(UnaryOperator<Object> function, ValueWriter writer) {
    return (out, value) -> writer.write(out, function.apply(value));
  }
}
