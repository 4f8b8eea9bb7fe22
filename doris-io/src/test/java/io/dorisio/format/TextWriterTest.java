package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Rows of all lengths come out as they went in, in their order. */
class TextWriterTest {

  private static final String REFUSED = "refused";

  private final StringBuilder expected = new StringBuilder();
  private int rows;

  private final TextWriter<String> writer =
      new TextWriter<>(Compression.NONE) {
        @Override
        void write(String row, RowKind kind, TextBuffer out) {
          out.write(row.getBytes(StandardCharsets.UTF_8));
          if (row.endsWith(REFUSED)) {
            throw new IllegalArgumentException(REFUSED);
          }
          out.write('\n');
        }
      };

  @Test
  void shortRowsFillManyPages() {
    for (int i = 0; i < 10_000; i++) {
      write("row " + i);
    }
    assertDrained();
  }

  @Test
  void rowsOfAllLengthsKeepTheirOrder() {
    for (int i = 0; i < 2_000; i++) {
      write("x".repeat(i % 600) + i);
    }
    assertDrained();
  }

  @Test
  void aLongRowAmongShortOnesIsWhole() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 100; i++) {
        write("row " + i);
      }
      write("long".repeat(100_000));
      for (int i = 0; i < 100; i++) {
        write("row " + i);
      }
      assertDrained();
    }
  }

  @Test
  void whatWasTakenOutIsNotWrittenOver() {
    write("first");
    Piece first = writer.drain();
    rows = 0;
    expected.setLength(0);
    write("other");
    assertDrained();

    assertEquals("first\n", text(first));
  }

  @Test
  void whatWasTakenOutIsNotWrittenOverByLongRows() {
    String row = "first".repeat(1_000);
    write(row);
    Piece first = writer.drain();
    rows = 0;
    expected.setLength(0);
    write("other".repeat(1_000));
    assertDrained();

    assertEquals(row + "\n", text(first));
  }

  @Test
  void aRowThatBreaksAtTheEndOfAPageLeavesNothing() {
    for (int i = 0; i < 10_000; i++) {
      write("row " + i);
      if (i % 3 == 0) {
        String broken = "y".repeat(i % 500) + REFUSED;
        assertThrows(IllegalArgumentException.class, () -> writer.write(broken, RowKind.UPSERT));
      }
    }
    assertDrained();
  }

  @Test
  void theRoomOfALongRowThatBreaksIsNotHandedOnWithShortOnes() {
    String broken = "long".repeat(100_000) + REFUSED;
    assertThrows(IllegalArgumentException.class, () -> writer.write(broken, RowKind.UPSERT));
    write("row");

    assertEquals("row\n".length(), writer.drain().bytes().array().length);
  }

  @Test
  void noRowsAreAnEmptyPiece() {
    assertDrained();
    write("row");
    assertDrained();
    assertDrained();
  }

  private void write(String row) {
    writer.write(row, RowKind.UPSERT);
    expected.append(row).append('\n');
    rows++;
  }

  private void assertDrained() {
    assertEquals(rows, writer.rows());
    assertEquals(expected.length(), writer.size());
    Piece piece = writer.drain();
    assertEquals(expected.length(), piece.length());
    assertEquals(expected.toString(), text(piece));
    assertEquals(0, writer.rows());
    assertEquals(0, writer.size());
    rows = 0;
    expected.setLength(0);
  }

  private static String text(Piece piece) {
    return StandardCharsets.UTF_8.decode(piece.bytes()).toString();
  }
}
