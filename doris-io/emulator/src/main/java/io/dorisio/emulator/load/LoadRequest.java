package io.dorisio.emulator.load;

import io.dorisio.emulator.cluster.Coordinator;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A load as it was asked for.
 *
 * @param header a header's value by its name; empty where it is not sent
 * @param client the client's address
 * @param coordinator the backend that runs it
 * @param body to be called once all headers have passed: asking for the body may make the server
 *     say 100
 */
public record LoadRequest(
    String database,
    String table,
    UnaryOperator<String> header,
    String client,
    Coordinator coordinator,
    Supplier<InputStream> body) {

  String header(String name) {
    return header.apply(name);
  }

  boolean isChunked() {
    return header("Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked");
  }
}
