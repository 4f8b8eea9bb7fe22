package io.dorisio.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that are lines of an array already. */
class JsonTextWriterTest {

  private static final String ROW = "{\"text\":\"tab\\t \\u0000 \\\\N 日本語 😀\"}";

  private final RowWriter<Utf8Slice> writer = new JsonTextWriter(RowOptions.defaults());

  @Test
  void linesThatFillTheirArrayAreSentFromIt() {
    byte[] array = lines(1_000);

    writeLines(array, 0, array.length);
    writer.settle();

    assertEquals(1_000, writer.rows());
    assertEquals(array.length, writer.size());
    ByteBuffer sent = writer.drain().bytes();
    assertSame(array, arrayOf(sent));
    assertEquals(ByteBuffer.wrap(array), sent);
  }

  @Test
  void fewLinesOfALargeArrayDoNotHoldIt() {
    byte[] array = lines(3_000);
    int third = endOfLine(array, array.length / 3);

    writeLines(array, 0, third);
    writer.settle();

    ByteBuffer sent = writer.drain().bytes();
    assertNotSame(array, arrayOf(sent));
    assertEquals(ByteBuffer.wrap(array, 0, third), sent);
  }

  @Test
  void fewLinesAreCopiedWithoutBeingSettled() {
    byte[] array = lines(3);

    writeLines(array, 0, array.length);

    ByteBuffer sent = writer.drain().bytes();
    assertNotSame(array, arrayOf(sent));
    assertEquals(ByteBuffer.wrap(array), sent);
  }

  @Test
  void linesInTheMiddleOfAnArrayAreSentFromThere() throws Exception {
    byte[] array = lines(1_000);
    int second = endOfLine(array, 0);
    int last = array.length - second;

    writeLines(array, second, last);
    Piece piece = writer.drain();

    ByteBuffer sent = piece.bytes();
    assertSame(array, sent.array());
    assertEquals(second, sent.arrayOffset());
    assertEquals(0, sent.position(), "rows are looked for from index 0 on");
    assertEquals(ByteBuffer.wrap(array, second, last - second), sent);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    piece.writeTo(written);
    assertEquals(sent, ByteBuffer.wrap(written.toByteArray()));
  }

  @Test
  void rowsAreCountedBeforeTheyAreSettled() {
    byte[] array = lines(2);

    writeLines(array, 0, array.length);

    assertEquals(2, writer.rows());
    assertEquals(array.length, writer.size());
  }

  @Test
  void anArrayGoesOnInTheNextPiece() {
    byte[] array = lines(2_000);
    int middle = endOfLine(array, array.length / 2);

    writeLines(array, 0, middle);
    Piece first = writer.drain();
    writeLines(array, middle, array.length);
    Piece second = writer.drain();

    assertEquals(new String(array, UTF_8), text(first) + text(second));
    assertSame(array, arrayOf(first.bytes()));
    assertNotSame(array, arrayOf(second.bytes()), "two pieces hold an array that fills one");
    assertEquals(0, writer.rows());
    assertEquals(0, writer.size());
  }

  @ParameterizedTest
  @CsvSource({
    "no line end behind it,{\"a\":1},''",
    "something else behind it,{\"a\":1},'\r\n'",
    "spaces around it,' {\"a\":1} ','\n'",
    "a line break in it,'{\n\"a\":1}','\n'",
  })
  void whatIsNoLineBecomesOne(String what, String json, String behind) {
    String line = json.strip().replace('\n', ' ') + "\n";
    byte[] array = ("{\"x\":0}\n" + json + behind).getBytes(UTF_8);

    writer.write(Utf8Slice.of(array, 0, 7), RowKind.UPSERT);
    writer.write(Utf8Slice.of(array, 8, json.length()), RowKind.UPSERT);

    assertEquals("{\"x\":0}\n" + line, text(writer.drain()), what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]\n", "\"{}\"\n", "{\n", "}\n", "\n"})
  void whatIsNoObjectIsRefusedAndTheLinesAroundItArrive(String bad) {
    byte[] array = ("{\"a\":1}\n" + bad + "{\"b\":2}\n").getBytes(UTF_8);
    writer.write(Utf8Slice.of(array, 0, 7), RowKind.UPSERT);

    assertThrows(
        IllegalArgumentException.class,
        () -> writer.write(Utf8Slice.of(array, 8, bad.strip().length()), RowKind.UPSERT));
    writer.write(Utf8Slice.of(array, 8 + bad.length(), 7), RowKind.UPSERT);

    assertEquals(2, writer.rows());
    assertEquals("{\"a\":1}\n{\"b\":2}\n", text(writer.drain()));
  }

  @Test
  void aDeleteIsRefusedWhereRowsCarryNone() {
    byte[] array = lines(1);

    assertThrows(
        IllegalArgumentException.class,
        () -> writer.write(Utf8Slice.of(array, 0, array.length - 1), RowKind.DELETE));
  }

  @Test
  void linesGetTheSignOfADelete() {
    RowWriter<Utf8Slice> deletes = new JsonTextWriter(RowOptions.defaults().withDeletes());
    byte[] array = "{\"id\":1}\n{\"id\":2}\n".getBytes(UTF_8);

    deletes.write(Utf8Slice.of(array, 0, 8), RowKind.UPSERT);
    deletes.write(Utf8Slice.of(array, 9, 8), RowKind.DELETE);

    assertEquals(
        "{\"id\":1,\"__DORIS_DELETE_SIGN__\":0}\n{\"id\":2,\"__DORIS_DELETE_SIGN__\":1}\n",
        text(deletes.drain()));
  }

  @Test
  void closedWriterHasNoRows() {
    byte[] array = lines(10);
    writeLines(array, 0, array.length);

    writer.close();

    assertEquals(0, writer.rows());
    writer.write(Utf8Slice.of(array, 0, endOfLine(array, 1) - 1), RowKind.UPSERT);
    assertEquals(ROW + "\n", text(writer.drain()));
  }

  /** Of all lengths, out of arrays of all sizes, settled and drained anywhere. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rowsArriveInTheirOrderWhereverTheyLie(long seed) {
    Random random = new Random(seed);
    StringBuilder expected = new StringBuilder();
    StringBuilder sent = new StringBuilder();
    int rows = 0;
    for (int pack = 0; pack < 60; pack++) {
      List<String> values = values(random);
      String separator = random.nextInt(4) == 0 ? "\n\n" : "\n";
      byte[] array = (String.join(separator, values) + "\n").getBytes(UTF_8);
      int from = 0;
      for (String value : values) {
        int length = value.getBytes(UTF_8).length;
        if (random.nextInt(50) > 0) {
          writer.write(Utf8Slice.of(array, from, length), RowKind.UPSERT);
          expected.append(value.strip().replace('\n', ' ')).append('\n');
          rows++;
        } else if (random.nextBoolean()) {
          Utf8Slice half = Utf8Slice.of(array, from, length / 2);
          assertThrows(IllegalArgumentException.class, () -> writer.write(half, RowKind.UPSERT));
        }
        from += length + separator.length();
        assertEquals(rows, writer.rows());
        if (random.nextInt(500) == 0) {
          int size = writer.size();
          String piece = text(writer.drain());
          assertEquals(size, piece.getBytes(UTF_8).length);
          sent.append(piece);
          rows = 0;
        }
      }
      if (random.nextBoolean()) {
        writer.settle();
      }
    }
    sent.append(text(writer.drain()));

    assertEquals(expected.toString(), sent.toString());
  }

  private static List<String> values(Random random) {
    int longest = List.of(1, 20, 100, 700, 20_000).get(random.nextInt(5));
    int oddOnes = List.of(2, 50, 10_000).get(random.nextInt(3));
    return IntStream.range(0, 1 + random.nextInt(200_000 / (longest + 100)))
        .mapToObj(
            i -> {
              String text = "é".repeat(random.nextInt(longest)) + i;
              return random.nextInt(oddOnes) == 0
                  ? " {\"a\":\n\"" + text + "\"}\n"
                  : "{" + text + "}";
            })
        .toList();
  }

  private static byte[] lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ROW + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private static int endOfLine(byte[] array, int from) {
    int at = from;
    while (array[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private void writeLines(byte[] array, int from, int to) {
    List<Utf8Slice> slices = new ArrayList<>();
    for (int at = from; at < to; at = endOfLine(array, at)) {
      slices.add(Utf8Slice.of(array, at, endOfLine(array, at) - 1 - at));
    }
    slices.forEach(slice -> writer.write(slice, RowKind.UPSERT));
  }

  private static byte[] arrayOf(ByteBuffer sent) {
    assertEquals(0, sent.arrayOffset());
    return sent.array();
  }

  private static String text(Piece piece) {
    return UTF_8.decode(piece.bytes()).toString();
  }
}
