package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DorisPasswordTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(DorisPassword.VARIABLE, "from environment");

  @TempDir Path directory;

  private final KafkaToDorisOptions options =
      PipelineOptionsFactory.create().as(KafkaToDorisOptions.class);

  @Test
  void noneAtAllIsEmpty() {
    assertEquals("", DorisPassword.resolve(options, Map.of()));
  }

  @Test
  void environmentServesWhereNoOptionDoes() {
    assertEquals("from environment", DorisPassword.resolve(options, ENVIRONMENT));
  }

  @Test
  void optionWinsOverEnvironment() {
    options.setPassword(new Secret("given"));

    assertEquals("given", DorisPassword.resolve(options, ENVIRONMENT));
  }

  @Test
  void fileGivesItsFirstLine() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "from file\n");
    options.setPasswordFile(file.toString());

    assertEquals("from file", DorisPassword.resolve(options, ENVIRONMENT));
  }

  @Test
  void emptyFileIsRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("password"));
    options.setPasswordFile(file.toString());

    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> DorisPassword.resolve(options, ENVIRONMENT));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void missingFileIsNamed() {
    options.setPasswordFile("/nowhere/password");

    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> DorisPassword.resolve(options, Map.of()));
    assertTrue(e.getMessage().contains("/nowhere/password"), e.getMessage());
  }

  @Test
  void twoSourcesAreRefused() {
    options.setPassword(new Secret("given"));
    options.setPasswordFile("/nowhere/password");

    assertThrows(IllegalArgumentException.class, () -> DorisPassword.resolve(options, Map.of()));
  }
}
