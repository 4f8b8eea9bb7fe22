package io.dorisio.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the secrets off a command line. Beam must not parse them: it would read a password of
 * digits as a JSON number, alter one with quotes, and print those it cannot read.
 */
record SecretArguments(Map<String, Secret> secrets, List<String> others) {
  private static final String PASSWORD = "--password=";
  private static final String CONSUMER_PROPERTIES = "--consumerProperties=";
  private static final String MASKING_SALT = "--maskingSalt=";
  private static final List<String> NAMES = List.of(PASSWORD, CONSUMER_PROPERTIES, MASKING_SALT);

  static SecretArguments of(String... args) {
    Map<String, Secret> secrets = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (String arg : args) {
      Optional<String> name = NAMES.stream().filter(arg::startsWith).findFirst();
      if (name.isPresent()) {
        secrets.put(name.get(), new Secret(arg.substring(name.get().length())));
      } else {
        others.add(arg);
      }
    }
    return new SecretArguments(secrets, others);
  }

  void setOn(KafkaToDorisOptions options) {
    options.setPassword(secrets.get(PASSWORD));
    options.setConsumerProperties(secrets.get(CONSUMER_PROPERTIES));
    options.setMaskingSalt(secrets.get(MASKING_SALT));
  }
}
