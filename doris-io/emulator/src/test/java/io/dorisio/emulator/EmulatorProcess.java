package io.dorisio.emulator;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An emulator in a JVM of its own, to be killed. */
final class EmulatorProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final List<String> addresses = new ArrayList<>();

  EmulatorProcess(Path directory) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                DorisEmulatorMain.class.getName(),
                "--fe-port=0",
                "--be-port=0",
                "--admin-port=0",
                "--data-dir=" + directory)
            .redirectError(new File(directory + ".err"))
            .start();
    out = process.inputReader(StandardCharsets.UTF_8);
    for (int i = 0; i < 3; i++) {
      String line = out.readLine();
      if (line == null) {
        throw new IOException("the emulator did not start");
      }
      addresses.add(line.substring(line.indexOf("//") + 2));
    }
  }

  String frontend() {
    return addresses.get(0);
  }

  String backend() {
    return addresses.get(1);
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    // Its directory is deleted next.
    process.destroyForcibly().onExit().join();
    out.close();
  }
}
