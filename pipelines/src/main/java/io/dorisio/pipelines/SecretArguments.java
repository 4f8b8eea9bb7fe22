package io.dorisio.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the secrets off a command line. Beam must not parse them: it would read a password of
 * digits as a JSON number, alter one with quotes, and print those it cannot read.
 */
record SecretArguments(Map<String, Secret> secrets, List<String> others) {
  private static final String PASSWORD = "--password=";
  private static final String CONSUMER_PROPERTIES = "--consumerProperties=";

  static SecretArguments of(String... args) {
    Map<String, Secret> secrets = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (String arg : args) {
      if (arg.startsWith(PASSWORD)) {
        secrets.put(PASSWORD, new Secret(arg.substring(PASSWORD.length())));
      } else if (arg.startsWith(CONSUMER_PROPERTIES)) {
        secrets.put(CONSUMER_PROPERTIES, new Secret(arg.substring(CONSUMER_PROPERTIES.length())));
      } else {
        others.add(arg);
      }
    }
    return new SecretArguments(secrets, others);
  }

  void setOn(KafkaToDorisOptions options) {
    options.setPassword(secrets.get(PASSWORD));
    options.setConsumerProperties(secrets.get(CONSUMER_PROPERTIES));
  }
}
