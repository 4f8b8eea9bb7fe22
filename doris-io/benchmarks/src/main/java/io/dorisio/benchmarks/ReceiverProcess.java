package io.dorisio.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@link Receiver} in its JVM. */
final class ReceiverProcess implements AutoCloseable {

  private static final String HEAP = "-Xmx2g";

  private final Process process;
  private final BufferedReader out;
  private final PrintStream in;
  private final String frontend;
  private final String backend;
  private long lastId;

  private ReceiverProcess(Process process, BufferedReader out, String addresses) {
    this.process = process;
    this.out = out;
    this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.frontend = addresses.substring(0, addresses.indexOf(' '));
    this.backend = addresses.substring(addresses.indexOf(' ') + 1);
  }

  /**
   * Starts it.
   *
   * @param directory for its log: it complains that writers which have been measured vanish
   */
  static ReceiverProcess start(Path directory) throws IOException {
    Process process =
        new ProcessBuilder(Jvm.command(HEAP, directory, Receiver.class, List.of()))
            .redirectError(ProcessBuilder.Redirect.to(directory.resolve("receiver.log").toFile()))
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String addresses = out.readLine();
    if (addresses == null) {
      throw new IOException("the receiver did not start");
    }
    return new ReceiverProcess(process, out, addresses);
  }

  String frontend() {
    return frontend;
  }

  String backend() {
    return backend;
  }

  /** The loads since this was asked last. */
  List<Load> takeLoads() throws IOException {
    in.println(lastId);
    List<Load> loads = new ArrayList<>();
    for (String line = out.readLine(); !Receiver.END.equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("the receiver has ended");
      }
      loads.add(Load.parse(line));
    }
    for (Load load : loads) {
      lastId = Math.max(lastId, load.id());
    }
    return loads;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
  }
}
