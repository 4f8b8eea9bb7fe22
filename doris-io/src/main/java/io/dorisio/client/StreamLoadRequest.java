package io.dorisio.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is asked of a load: the table, the label, and the headers of Stream Load.
 *
 * @param label names the load; sent where the mode takes labels
 * @param properties headers by their Doris names, such as {@code format}; those that this client
 *     sets itself are not among them
 * @param length of the body in bytes; empty to send it in chunks while it is made
 */
public record StreamLoadRequest(
    TableName table,
    String label,
    Map<String, String> properties,
    CommitMode mode,
    OptionalLong length) {

  /** A load under two-phase commit, sent in chunks. */
  public StreamLoadRequest(TableName table, String label, Map<String, String> properties) {
    this(table, label, properties, CommitMode.TWO_PHASE, OptionalLong.empty());
  }

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
    if (mode.isLabelled()) {
      headers.put("label", label);
    }
    headers.putAll(mode.headers());
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
