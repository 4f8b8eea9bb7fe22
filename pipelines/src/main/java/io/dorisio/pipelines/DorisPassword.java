package io.dorisio.pipelines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the Doris password: on the command line, in a file, or in the environment. */
final class DorisPassword {
  static final String VARIABLE = "DORIS_PASSWORD";

  private DorisPassword() {}

  static String resolve(DorisOptions options, Map<String, String> environment) {
    Secret given = options.getPassword();
    String file = options.getPasswordFile();
    if (given != null && file != null) {
      throw new IllegalArgumentException("Give --password or --passwordFile, not both.");
    }
    if (given != null) {
      return given.reveal();
    }
    return file != null ? firstLine(Path.of(file)) : environment.getOrDefault(VARIABLE, "");
  }

  private static String firstLine(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      if (line == null) {
        throw new IllegalArgumentException(
            "--passwordFile " + file + " is empty. Its first line must be the Doris password.");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("--passwordFile " + file + " cannot be read", e);
    }
  }
}
