package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
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
    JsonTextFormat<Integer> format = JsonTextFormat.of(i -> "{\"i\":" + i + "}");

    assertEquals("{\"i\":7}", format.describe(format.toRow(7)));
  }

  @Test
  void aRowThatBrokeLeavesTheOthers() {
    RowWriter<byte[]> writer = new JsonTextEncoder(List.of(), RowOptions.defaults()).newWriter();
    writer.write(utf8("{\"a\":1}"), RowKind.UPSERT);
    assertThrows(
        IllegalArgumentException.class, () -> writer.write(utf8("{\"a\":"), RowKind.UPSERT));
    writer.write(utf8("{\"a\":3}"), RowKind.UPSERT);

    assertEquals(2, writer.rows());
    assertEquals("{\"a\":1}\n{\"a\":3}\n", new String(writer.drain(), StandardCharsets.UTF_8));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    RowWriter<byte[]> writer = new JsonTextEncoder(List.of(), RowOptions.defaults()).newWriter();
    writer.write(utf8(text), RowKind.UPSERT);
    return new String(writer.drain(), StandardCharsets.UTF_8);
  }
}
