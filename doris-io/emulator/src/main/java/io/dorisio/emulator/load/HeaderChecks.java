package io.dorisio.emulator.load;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.parse.LoadFormat;
import java.util.OptionalInt;

/**
 * What a backend checks of a load's headers before any transaction begins (doris-protocol 1.8,
 * steps 1 to 6).
 */
final class HeaderChecks {
  private static final long MB = 1 << 20;
  private static final long JSON_LIMIT = 100 * MB;
  private static final long LIMIT = 10_240 * MB;

  private HeaderChecks() {}

  /** doris-protocol 7.6. */
  static void size(LoadRequest request, LoadFormat format) throws DorisException {
    String header = request.header("Content-Length");
    if (header.isEmpty()) {
      return;
    }
    long length;
    try {
      length = Long.parseLong(header);
    } catch (NumberFormatException e) {
      throw invalid("invalid HTTP header CONTENT_LENGTH=" + header);
    }
    boolean byLine = request.header("read_json_by_line").equalsIgnoreCase("true");
    if (format == LoadFormat.JSON && !byLine && length > JSON_LIMIT) {
      throw tooLarge("json body size", length, "streaming_load_json_max_mb", JSON_LIMIT);
    }
    if (length > LIMIT) {
      throw tooLarge("body size", length, "streaming_load_max_mb", LIMIT);
    }
  }

  private static DorisException tooLarge(String what, long length, String setting, long limit) {
    return DorisException.backend(
        "E-217",
        what
            + " "
            + length
            + " exceed BE's conf `"
            + setting
            + "` "
            + limit
            + ". increase it if you are sure this load is reasonable");
  }

  /** doris-protocol 1.4. */
  static void framing(LoadRequest request) throws DorisException {
    boolean length = !request.header("Content-Length").isEmpty();
    if (!length && !request.isChunked()) {
      throw invalid(
          "content_length is empty and transfer-encoding!=chunked, please set content_length or"
              + " transfer-encoding=chunked");
    }
    if (length && request.isChunked()) {
      throw invalid("please do not set both content_length and transfer-encoding");
    }
  }

  /** The text for what is no number is UNVERIFIED (doris-protocol 2.1). */
  static OptionalInt timeout(LoadRequest request) throws DorisException {
    String header = request.header("timeout");
    try {
      return header.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(header));
    } catch (NumberFormatException e) {
      throw invalid("invalid timeout " + header);
    }
  }

  static double maxFilterRatio(LoadRequest request) throws DorisException {
    String header = request.header("max_filter_ratio");
    try {
      double ratio = header.isEmpty() ? 0 : Double.parseDouble(header);
      if (ratio >= 0 && ratio <= 1) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw invalid("Invalid max_filter_ratio: " + header);
  }

  private static DorisException invalid(String text) {
    return DorisException.backend(DorisException.INVALID_ARGUMENT, text);
  }
}
