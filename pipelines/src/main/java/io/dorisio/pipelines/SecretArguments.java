package io.dorisio.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Reads a command line whose secrets Beam must not parse: it would take a password of digits for a
 * JSON number, alter one with quotes, and print those it cannot read.
 */
final class SecretArguments {
  private static final List<String> SECRET = List.of("--password=", "--consumerProperties=");

  private SecretArguments() {}

  static KafkaToDorisOptions parse(String... args) {
    Map<String, Secret> secrets = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (String arg : args) {
      SECRET.stream()
          .filter(arg::startsWith)
          .findFirst()
          .ifPresentOrElse(
              name -> secrets.put(name, new Secret(arg.substring(name.length()))),
              () -> others.add(arg));
    }
    KafkaToDorisOptions options =
        PipelineOptionsFactory.fromArgs(others.toArray(String[]::new))
            .withValidation()
            .as(KafkaToDorisOptions.class);
    options.setPassword(secrets.get("--password="));
    options.setConsumerProperties(secrets.get("--consumerProperties="));
    return options;
  }
}
