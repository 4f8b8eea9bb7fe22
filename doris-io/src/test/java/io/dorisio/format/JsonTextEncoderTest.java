package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void aLineBreakIsFoundWhereverItIs() throws Exception {
    for (int length = 0; length < 40; length++) {
      for (int at = 0; at <= length; at++) {
        String before = "\u00e9".repeat(at);
        String behind = "\u007f".repeat(length - at);

        assertEquals(
            "{" + before + " " + behind + "}\n", encode("{" + before + "\n" + behind + "}"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", " {} ", "{\n}", "{\"ä\": \"a value of several bytes\"}"})
  void ofASliceNothingElseIsWritten(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    // What lies next to it would be taken for spaces, braces or line breaks of its own.
    byte[] array = (" {\n" + json + "\n } ").getBytes(StandardCharsets.UTF_8);

    assertEquals(encode(Utf8Slice.of(text)), encode(Utf8Slice.of(array, 3, text.length)));
  }

  @Test
  void ofASliceNothingElseHasKeys() {
    byte[] array = "{\"x\":0}{\"a\":1}{\"y\":2}".getBytes(StandardCharsets.UTF_8);
    JsonTextFormat<Utf8Slice> format =
        JsonTextFormat.ofSlices().withOptions(RowOptions.defaults().withPartialUpdate());

    assertEquals(List.of("a"), format.shapeOf(Utf8Slice.of(array, 7, 7)));
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
    RowWriter<Utf8Slice> writer = new JsonTextEncoder(List.of(), RowOptions.defaults()).newWriter();
    writer.write(utf8("{\"a\":1}"), RowKind.UPSERT);
    assertThrows(
        IllegalArgumentException.class, () -> writer.write(utf8("{\"a\":"), RowKind.UPSERT));
    writer.write(utf8("{\"a\":3}"), RowKind.UPSERT);

    assertEquals(2, writer.rows());
    assertEquals(
        "{\"a\":1}\n{\"a\":3}\n", StandardCharsets.UTF_8.decode(writer.drain().bytes()).toString());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{\"id\":1}|{\"id\":1,\"__DORIS_DELETE_SIGN__\":1}",
        "{ }|{ \"__DORIS_DELETE_SIGN__\":1}",
        "{}|{\"__DORIS_DELETE_SIGN__\":1}",
        "{\"a\":{}}  |{\"a\":{},\"__DORIS_DELETE_SIGN__\":1}",
        "{\"a\":\"}\" }|{\"a\":\"}\" ,\"__DORIS_DELETE_SIGN__\":1}",
      })
  void theSignOfADeleteIsTheLastKey(String json, String line) {
    RowWriter<Utf8Slice> writer =
        new JsonTextEncoder(List.of(), RowOptions.defaults().withDeletes()).newWriter();
    writer.write(utf8(json), RowKind.DELETE);

    assertEquals(line + "\n", StandardCharsets.UTF_8.decode(writer.drain().bytes()).toString());
  }

  @Test
  void aDeleteIsRefusedWhereRowsCarryNone() {
    RowWriter<Utf8Slice> writer = new JsonTextEncoder(List.of(), RowOptions.defaults()).newWriter();

    assertThrows(
        IllegalArgumentException.class, () -> writer.write(utf8("{\"id\":1}"), RowKind.DELETE));
  }

  @Test
  void objectsWithTheSameKeysHaveOneShapeInAPartialUpdate() {
    JsonTextFormat<String> format = partial();

    assertEquals(
        shape(format, "{\"a\":1,\"b\":{\"c\":[]}}"), shape(format, "{\"b\":2,\"a\":null}"));
    assertNotEquals(shape(format, "{\"a\":1}"), shape(format, "{\"a\":1,\"b\":2}"));
    assertEquals(
        "`a`,`b`",
        format.encoderFor(utf8("{\"b\":2,\"a\":1}"), Map.of()).loadProperties().get("columns"));
  }

  @Test
  void objectsHaveOneShapeWhereAnUpdateIsNotPartial() {
    JsonTextFormat<String> format = JsonTextFormat.ofStrings();

    assertEquals(shape(format, "{\"a\":1}"), shape(format, "{\"b\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"a\":1} {\"b\":2}",
        "{\"a\":",
        "{\"a\":1,}",
        "{}",
        "{\"a\":1,\"A\":2}"
      })
  void whatHasNoKeysOfItsOwnIsRefusedInAPartialUpdate(String json) {
    assertThrows(IllegalArgumentException.class, () -> partial().encoderFor(utf8(json), Map.of()));
  }

  private static JsonTextFormat<String> partial() {
    return JsonTextFormat.ofStrings().withOptions(RowOptions.defaults().withPartialUpdate());
  }

  private static Object shape(JsonTextFormat<String> format, String json) {
    return format.shapeOf(format.toRow(json));
  }

  private static Utf8Slice utf8(String text) {
    return Utf8Slice.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(String text) {
    return encode(utf8(text));
  }

  private static String encode(Utf8Slice text) {
    RowWriter<Utf8Slice> writer = new JsonTextEncoder(List.of(), RowOptions.defaults()).newWriter();
    writer.write(text, RowKind.UPSERT);
    return StandardCharsets.UTF_8.decode(writer.drain().bytes()).toString();
  }
}
