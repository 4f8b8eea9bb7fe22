package io.dorisio.write;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How many bad rows a load takes without failing: its header {@code max_filter_ratio}, 0 where it
 * is not set.
 */
final class FilterTolerance {

  private static final String HEADER = "max_filter_ratio";

  private FilterTolerance() {}

  /** These headers, and any number of bad rows unless they say another. */
  static Map<String, String> anyUnlessSet(Map<String, String> headers) {
    return value(headers, HEADER).isEmpty() ? any(headers) : headers;
  }

  /** These headers, and any number of bad rows. */
  static Map<String, String> any(Map<String, String> headers) {
    Map<String, String> tolerant = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase(HEADER)) {
            tolerant.put(name, value);
          }
        });
    tolerant.put(HEADER, "1");
    return tolerant;
  }

  /** Whether a load with these headers can succeed and leave rows out. */
  static boolean mayLeaveOut(Map<String, String> headers) {
    String ratio = value(headers, HEADER);
    return !(ratio.isEmpty() || ratio.equals("0")) || !value(headers, "where").isEmpty();
  }

  private static String value(Map<String, String> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name))
        .map(header -> header.getValue().strip())
        .findFirst()
        .orElse("");
  }
}
