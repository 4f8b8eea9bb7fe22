package io.dorisio.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open, as Linux tells it. */
final class OpenFiles {

  private OpenFiles() {}

  /** The targets of all descriptors. */
  static List<String> targets() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.map(OpenFiles::target).filter(target -> !target.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many of them are the temporary files of loads. */
  static long spools() {
    return targets().stream().filter(target -> target.contains("/doris-load-")).count();
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
