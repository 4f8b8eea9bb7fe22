package io.dorisio.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/** What the frontends' and the transaction requests' answers have in common. */
final class Replies {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_SHOWN = 1_000;
  // A redirect's address can stand in a proxy's error page; it carries the password.
  private static final Pattern URL_CREDENTIALS = Pattern.compile("://[^/@\\s\"']*@");

  private Replies() {}

  static JsonNode parse(String body, String request, HostPort node) throws DorisException {
    try {
      JsonNode json = JSON.readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Said below, with the body.
    }
    throw new DorisException(
        request + " at " + node + " was not answered with JSON, but: " + shorten(body));
  }

  /**
   * Checks a frontend's envelope, {@code {"msg","code","data","count"}}, and returns its data.
   * Refusals come with HTTP 200 in this shape or as {@code {"status":"FAILED","msg"}} (Doris:
   * {@code ResponseEntityBuilder.java}, {@code RestBaseResult.java}).
   */
  static JsonNode frontendData(String body, String request, HostPort node) throws DorisException {
    JsonNode json = parse(body, request, node);
    if (json.path("code").asInt(-1) == 0) {
      return json.path("data");
    }
    throw refusal(json, request, node);
  }

  static DorisException refusal(JsonNode json, String request, HostPort node) {
    return new DorisException(request + " was refused by " + node + ": " + words(json));
  }

  /** A refusal in the server's words, without credentials. */
  static String words(JsonNode json) {
    boolean unauthorized = json.path("code").asInt() == 401;
    String words =
        unauthorized
            ? json.path("msg").asText() + ": " + json.path("data").asText()
            : json.path("msg").asText("") + text(json.path("data"));
    return shorten(words) + (unauthorized ? "; check the user and password of the connection" : "");
  }

  static String shorten(String text) {
    String safe = URL_CREDENTIALS.matcher(text.strip()).replaceAll("://");
    return safe.length() <= MAX_SHOWN ? safe : safe.substring(0, MAX_SHOWN) + "…";
  }

  private static String text(JsonNode data) {
    return data.isMissingNode() || data.isNull() ? "" : ": " + data.asText(data.toString());
  }
}
