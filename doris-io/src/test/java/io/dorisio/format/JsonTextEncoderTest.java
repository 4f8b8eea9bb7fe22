package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextEncoderTest {

  @Test
  void anObjectIsSentAsItIsWithALineEnd() throws Exception {
    String hostile = "{\"a\\\"b\":\"tab\\t \\u0000 \\\\N 😀 ,;|\",\"n\":[1,{\"x\":null}]}";

    assertEquals(hostile + "\n", encode(hostile));
  }

  @Test
  void aPrettyPrintedObjectBecomesOneLine() throws Exception {
    assertEquals("{   \"a\": 1,   \"b\": 2 }\n", encode("\n{\r\n \"a\": 1,\n  \"b\": 2\n}\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "[{\"a\":1}]", "\"text\"", "null", "{\"a\":1", "1"})
  void whatIsNotAnObjectIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> encode(text));
  }

  @Test
  void aFunctionMakesTheObjectOfOtherTypes() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    JsonTextEncoder.<Integer>of(i -> "{\"i\":" + i + "}").writerTo(out).write(7);

    assertEquals("{\"i\":7}\n", out.toString(StandardCharsets.UTF_8));
  }

  private static String encode(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonTextEncoder.ofStrings().writerTo(out).write(text);
    return out.toString(StandardCharsets.UTF_8);
  }
}
