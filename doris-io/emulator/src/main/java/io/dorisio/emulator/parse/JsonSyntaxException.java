package io.dorisio.emulator.parse;

/** Text that is not JSON. */
final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  /** Worded like the server's, whose parser numbers its errors (doris-protocol 7.2). */
  JsonSyntaxException(int code, String problem) {
    super(
        "Parse json data for JsonDoc failed. code: " + code + ", error info: " + problem,
        null,
        false,
        false);
  }

  static JsonSyntaxException structure() {
    return new JsonSyntaxException(
        3,
        "The JSON document has an improper structure: missing or superfluous commas, braces, missing keys, etc.");
  }

  static JsonSyntaxException text() {
    return new JsonSyntaxException(5, "Problem while parsing a string");
  }

  static JsonSyntaxException utf8() {
    return new JsonSyntaxException(10, "The input is not valid UTF-8");
  }
}
