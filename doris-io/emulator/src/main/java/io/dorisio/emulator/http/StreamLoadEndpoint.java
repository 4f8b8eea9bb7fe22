package io.dorisio.emulator.http;

import io.dorisio.emulator.load.LoadReport;
import io.dorisio.emulator.load.LoadRequest;
import io.dorisio.emulator.load.StreamLoad;
import java.nio.charset.StandardCharsets;

/**
 * PUT /api/{db}/{table}/_stream_load on a backend: always 200, always a load reply (doris-protocol
 * 3).
 */
final class StreamLoadEndpoint {
  private final StreamLoad loads;

  StreamLoadEndpoint(StreamLoad loads) {
    this.loads = loads;
  }

  void handle(Exchange exchange, String address, int port) {
    LoadRequest request =
        new LoadRequest(
            exchange.path().get(1),
            exchange.path().get(2),
            name -> utf8(exchange.header(name)),
            exchange.clientAddress(),
            exchange::body);
    LoadReport report =
        loads.run(
            request,
            file -> "http://" + address + ":" + port + "/api/_load_error_log?file=" + file);
    exchange.reply(200, BackendServer.CONTENT_TYPE, Json.pretty(report.fields()) + "\n");
  }

  /**
   * Header values are UTF-8 where they are not ASCII (doris-protocol 11, 22); HTTP reads them as
   * Latin-1.
   */
  private static String utf8(String value) {
    boolean ascii = value.chars().allMatch(c -> c < 0x80);
    boolean latin = value.chars().allMatch(c -> c < 0x100);
    return ascii || !latin
        ? value
        : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
