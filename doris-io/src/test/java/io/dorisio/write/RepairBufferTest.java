package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files that wait for the next load. */
class RepairBufferTest {

  private final long filesBefore = OpenFiles.spools();
  private final RepairBuffer buffer = new RepairBuffer(0, 10_000);

  @AfterEach
  void noFileIsLeft() {
    buffer.close();
    assertEquals(filesBefore, OpenFiles.spools());
  }

  @Test
  void aFileIsWrittenOverByTheNextLoad() throws Exception {
    SpoolFile file = fileOf(4_000);
    buffer.giveBack(file);

    assertSame(file, buffer.takeFile());
    file.delete();
  }

  @Test
  void filesStayAsLongAsTheyHoldNoMoreThanIsKeptTogether() throws Exception {
    SpoolFile first = fileOf(4_000);
    SpoolFile second = fileOf(4_000);
    SpoolFile third = fileOf(4_000);

    buffer.giveBack(first);
    buffer.giveBack(second);
    buffer.giveBack(third);

    assertEquals(filesBefore + 2, OpenFiles.spools());
  }

  @Test
  void aFileThatIsTakenMakesRoomForAnother() throws Exception {
    SpoolFile first = fileOf(8_000);
    SpoolFile second = fileOf(8_000);
    buffer.giveBack(first);
    assertSame(first, buffer.takeFile());

    buffer.giveBack(second);

    assertEquals(filesBefore + 2, OpenFiles.spools());
    first.delete();
  }

  @Test
  void aFileKeepsItsSizeWhereTheNextLoadIsSmaller() throws Exception {
    SpoolFile file = fileOf(8_000);
    buffer.giveBack(file);
    assertSame(file, buffer.takeFile());
    file.add(block(100));
    SpoolFile other = fileOf(4_000);
    assertNotSame(file, other);

    buffer.giveBack(file);
    buffer.giveBack(other);

    assertEquals(filesBefore + 1, OpenFiles.spools());
  }

  private SpoolFile fileOf(int bytes) throws IOException {
    SpoolFile file = buffer.takeFile();
    file.add(block(bytes));
    return file;
  }

  private static RowBlock block(int bytes) {
    return new RowBlock(new byte[bytes], 1, Map.of(), RowBlock.NO_TIME);
  }
}
