package io.dorisio.pipelines;

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
    return file != null
        ? PasswordFile.firstLine("passwordFile", file)
        : environment.getOrDefault(VARIABLE, "");
  }
}
