package io.dorisio.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.admin.AdminApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The admin API and the page that shows it. */
public final class AdminEndpoint {
  private static final String JSON = "application/json";

  private final AdminApi api;
  private final String page;

  public AdminEndpoint(AdminApi api) {
    this.api = api;
    try (InputStream in = AdminEndpoint.class.getResourceAsStream("page.html")) {
      this.page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns false where the request is not for it. */
  boolean handle(Exchange exchange) {
    List<String> path = exchange.path();
    if (exchange.method().equals("GET") && path.size() == 1 && path.get(0).isEmpty()) {
      exchange.reply(200, "text/html; charset=utf-8", page);
      return true;
    }
    if (path.size() < 2 || !path.get(0).equals("_emulator")) {
      return false;
    }
    AdminApi.Reply reply;
    try {
      reply =
          api.serve(
              exchange.method(),
              path.subList(1, path.size()),
              exchange::parameter,
              exchange.method().equals("POST") ? body(exchange) : null);
    } catch (IOException e) {
      exchange.reply(400, JSON, Json.compact(e.getMessage()));
      return true;
    }
    exchange.reply(reply.status(), JSON, Json.compact(reply.body()));
    return true;
  }

  private static JsonNode body(Exchange exchange) throws IOException {
    try (InputStream in = exchange.body()) {
      byte[] text = in.readAllBytes();
      return text.length == 0 ? null : Json.parse(text);
    }
  }
}
