package io.dorisio.emulator.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnclosedLineCounterTest {
  private static final byte[] COMMA = {','};
  private static final byte[] NEWLINE = {'\n'};

  @Test
  void linesEndBehindEnclosedFieldsOnly() throws IOException {
    assertEquals(2, count("1,\"a,b\nc\",2\n\"x\",\"\"\n", '\\'));
  }

  @Test
  void emptyLinesDoNotCount() throws IOException {
    assertEquals(
        3, count("\n\n\"a long first line\",1\n\n\n2\n\n\"the last, without an end\"", '\\'));
  }

  @Test
  void quotesInsideDoNotEndAField() throws IOException {
    assertEquals(2, count("\"doubled \"\"\n\"\" quotes\"\n\"escaped \\\"\n\\\" ones\",1\n", '\\'));
  }

  @Test
  void quotesInTheMiddleOfAFieldAreNone() throws IOException {
    assertEquals(3, count("5\" pipe\n6\" pipe,\"7\"\nlast\n", '\\'));
  }

  @Test
  void linesLongerThanTheWindowCountOnce() throws IOException {
    assertEquals(2, count("\"" + "line\n".repeat(200_000) + "\"\nb\n", '\\'));
  }

  /** Any text is counted as it is where it is taken apart. */
  @Test
  void countsWhatTheReaderReads() throws IOException {
    String letters = "aaaaaabc,,,\"\"\"\n\n\\";
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 4_000; i++) {
      StringBuilder body = new StringBuilder();
      int length = random.nextInt(120);
      for (int at = 0; at < length; at++) {
        body.append(letters.charAt(random.nextInt(letters.length())));
      }
      char escape = random.nextBoolean() ? '\\' : 0;
      assertEquals(
          read(body.toString(), escape), count(body.toString(), escape), body + " / " + escape);
    }
  }

  private static long count(String body, char escape) throws IOException {
    return EnclosedLineCounter.count(stream(body), COMMA, NEWLINE, (byte) '"', (byte) escape);
  }

  private static long read(String body, char escape) throws IOException {
    EnclosedCsvLines lines =
        new EnclosedCsvLines(stream(body), COMMA, NEWLINE, (byte) '"', (byte) escape);
    long count = 0;
    while (lines.next()) {
      count += lines.start() == lines.end() ? 0 : 1;
    }
    return count;
  }

  private static ByteArrayInputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }
}
