package io.dorisio.emulator.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The usual shape of a frontend's answers: HTTP 200 whatever the code (doris-protocol 1.5). */
final class Envelope {
  static final String CONTENT_TYPE = "application/json";

  private Envelope() {}

  static String success(Object data) {
    return of("success", 0, data);
  }

  static String error(int code, String message, Object data) {
    return of(message, code, data);
  }

  private static String of(String message, int code, Object data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("msg", message);
    fields.put("code", code);
    fields.put("data", data);
    fields.put("count", 0);
    return Json.compact(fields);
  }
}
