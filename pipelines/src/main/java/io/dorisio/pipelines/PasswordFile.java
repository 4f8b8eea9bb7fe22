package io.dorisio.pipelines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with a password in their first line. */
final class PasswordFile {

  private PasswordFile() {}

  /**
   * The password.
   *
   * @param option that names the file, for messages
   * @throws IllegalArgumentException if the file is empty
   * @throws UncheckedIOException if it cannot be read
   */
  static String firstLine(String option, String file) {
    try (BufferedReader reader = Files.newBufferedReader(Path.of(file))) {
      String line = reader.readLine();
      if (line == null) {
        throw new IllegalArgumentException(
            "--" + option + " " + file + " is empty. Its first line must be the password.");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("--" + option + " " + file + " cannot be read", e);
    }
  }
}
