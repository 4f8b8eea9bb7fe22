package io.dorisio.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of a load: the table, the label, and the headers of Stream Load.
 *
 * @param properties headers by their Doris names, such as {@code format}; those that this client
 *     sets itself are not among them
 */
public record StreamLoadRequest(TableName table, String label, Map<String, String> properties) {

  /** Headers that the write path sets, since exactly-once depends on them. */
  public static boolean isReserved(String property) {
    return switch (property.toLowerCase(java.util.Locale.ROOT)) {
      case "label",
          "two_phase_commit",
          "group_commit",
          "expect",
          "authorization",
          "content-length",
          "transfer-encoding" ->
          true;
      default -> false;
    };
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>(properties);
    headers.put("label", label);
    headers.put("two_phase_commit", "true");
    // The newest servers drop the label of a chunked load that does not say so (stream_load.cpp,
    // _can_group_commit).
    headers.put("group_commit", "off_mode");
    headers.put("Expect", HttpRequests.EXPECT_CONTINUE);
    return headers;
  }

  String path() {
    return "/api/" + encode(table.database()) + "/" + encode(table.table()) + "/_stream_load";
  }

  static String encode(String pathPart) {
    return URLEncoder.encode(pathPart, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
