package io.dorisio.format;

import java.util.Map;

/** JSON, one object a line: what all JSON encoders here write. */
final class JsonLines {

  // The default of read_json_by_line differs between versions, so it is always sent.
  static final Map<String, String> LOAD_PROPERTIES =
      Map.of("format", "json", "read_json_by_line", "true");

  private JsonLines() {}
}
