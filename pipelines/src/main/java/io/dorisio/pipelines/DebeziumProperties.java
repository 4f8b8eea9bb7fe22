package io.dorisio.pipelines;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The properties of Debezium that options name. */
final class DebeziumProperties {

  private DebeziumProperties() {}

  /**
   * Those of the file, and over them those of the command line.
   *
   * @throws IllegalArgumentException if either is not of its form
   * @throws UncheckedIOException if the file cannot be read
   */
  static Map<String, String> of(MySqlToDorisOptions options) {
    Map<String, String> all = new LinkedHashMap<>();
    String file = options.getDebeziumPropertiesFile();
    if (file != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("--debeziumPropertiesFile " + file + " cannot be read", e);
      }
      properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    }
    Secret given = options.getDebeziumProperties();
    if (given != null) {
      all.putAll(KeyValues.parse("debeziumProperties", given.reveal()));
    }
    return all;
  }
}
