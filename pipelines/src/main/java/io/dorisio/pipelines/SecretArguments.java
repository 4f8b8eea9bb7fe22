package io.dorisio.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets off a command line. Beam must not parse them: it would read a password of
 * digits as a JSON number, alter one with quotes, and print those it cannot read.
 */
record SecretArguments(Map<String, Secret> secrets, List<String> others) {
  static final String PASSWORD = "password";
  static final String MYSQL_PASSWORD = "mysqlPassword";
  static final String CONSUMER_PROPERTIES = "consumerProperties";
  static final String MASKING_SALT = "maskingSalt";
  static final String DEBEZIUM_PROPERTIES = "debeziumProperties";
  static final String DEAD_LETTER_PROPERTIES = "deadLetterProperties";

  /** Takes the options of these names. */
  static SecretArguments of(List<String> names, String... args) {
    Map<String, Secret> secrets = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (String arg : args) {
      int value = arg.indexOf('=') + 1;
      String name = value > 2 && arg.startsWith("--") ? arg.substring(2, value - 1) : "";
      if (names.contains(name)) {
        secrets.put(name, new Secret(arg.substring(value)));
      } else {
        others.add(arg);
      }
    }
    return new SecretArguments(secrets, others);
  }

  /** Null if it was not given. */
  @Nullable Secret secret(String name) {
    return secrets.get(name);
  }
}
