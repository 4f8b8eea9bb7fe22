package io.dorisio.benchmarks;

import io.dorisio.format.JsonTextFormat;
import io.dorisio.format.LoadFormat;
import io.dorisio.format.RowEncoder;
import io.dorisio.format.RowFormat;
import io.dorisio.format.RowKind;
import io.dorisio.format.RowOptions;
import io.dorisio.format.RowWriter;
import io.dorisio.format.SchemaRowFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.beam.sdk.values.Row;

/** Sends the bytes of a case with curl, from a file, several at a time. */
final class Curl {

  private static final int BLOCK_BYTES = 256 << 10;

  private final String backend;
  private final Path directory;

  Curl(String backend, Path directory) {
    this.backend = backend;
    this.directory = directory;
  }

  /**
   * Sends.
   *
   * @param rows of each load
   * @param parallelism how many at a time
   * @param rounds how many one behind the other
   * @return the CPU seconds of all curls
   */
  double send(Input input, int rows, int parallelism, int rounds)
      throws IOException, InterruptedException {
    Body body = body(input);
    Path file = directory.resolve("body-" + input.name().toLowerCase(Locale.ROOT));
    if (!Files.exists(file)) {
      write(body, rows, file);
    }
    List<Thread> senders = new ArrayList<>();
    AtomicReference<Double> cpu = new AtomicReference<>(0.0);
    for (int sender = 0; sender < parallelism; sender++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < rounds; i++) {
                  double used = send(body.headers(), file);
                  cpu.updateAndGet(sum -> sum + used);
                }
              });
      thread.start();
      senders.add(thread);
    }
    for (Thread sender : senders) {
      sender.join();
    }
    return cpu.get();
  }

  private double send(Map<String, String> headers, Path file) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("curl", "-s", "-u", "root:", "-T", file.toString()));
    command.addAll(List.of("-H", "Expect: 100-continue", "-H", "Transfer-Encoding: chunked"));
    headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
    command.add("http://" + backend + "/api/bench/events0/_stream_load");
    String line =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .reduce("TIMEFORMAT='%U %S'; time", (all, word) -> all + " " + word);
    try {
      Process process = new ProcessBuilder("bash", "-c", line).start();
      String reply = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String times = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!reply.contains("\"Success\"")) {
        throw new IOException("curl was refused: " + reply + times);
      }
      String[] seconds = times.trim().split(" ", -1);
      return Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Body(RowWriter<?> writer, Map<String, String> headers, Adder adder) {}

  private interface Adder {
    void add(int number);
  }

  private static Body body(Input input) {
    if (input == Input.JSON_STRINGS) {
      JsonTextFormat<String> format = JsonTextFormat.ofStrings();
      return body(format, format.toRow("{}"), i -> format.toRow(Events.get(i).json()));
    }
    RowFormat<Row, Row> format =
        SchemaRowFormat.<Row>of(Events.SCHEMA, row -> row)
            .as(LoadFormat.valueOf(input.format().toUpperCase(Locale.ROOT)), RowOptions.defaults());
    return body(format, Events.get(0).row(), i -> Events.get(i).row());
  }

  private static <V> Body body(RowFormat<?, V> format, V first, IntFunction<V> rows) {
    RowEncoder<V> encoder = format.encoderFor(first, Map.of());
    RowWriter<V> writer = encoder.newWriter();
    return new Body(
        writer, encoder.loadProperties(), i -> writer.write(rows.apply(i), RowKind.UPSERT));
  }

  private static void write(Body body, int rows, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < rows; i++) {
        body.adder().add(i & (Events.COUNT - 1));
        if (body.writer().size() >= BLOCK_BYTES) {
          body.writer().drain().writeTo(out);
        }
      }
      body.writer().drain().writeTo(out);
    }
    body.writer().close();
  }
}
