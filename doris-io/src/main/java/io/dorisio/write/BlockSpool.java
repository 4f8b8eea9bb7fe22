package io.dorisio.write;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.output.DeferredFileOutputStream;

/**
 * Keeps the blocks of an open load, so that it can be sent again: in memory while the worker's
 * budget lasts, from then on in a temporary file.
 */
final class BlockSpool implements AutoCloseable {

  /** What the loads of a worker may hold in memory together. Used by one thread. */
  static final class Budget {
    private long free;

    Budget(long bytes) {
      this.free = bytes;
    }

    private boolean take(long bytes) {
      if (bytes > free) {
        return false;
      }
      free -= bytes;
      return true;
    }

    private void giveBack(long bytes) {
      free += bytes;
    }
  }

  /** Takes the blocks when they are sent again. */
  interface Receiver {
    void accept(RowBlock block) throws IOException, InterruptedException;
  }

  // Small: blocks are large, and many loads may have a file.
  private static final int FILE_BUFFER = 4 << 10;

  private final Budget budget;
  private final List<RowBlock> inMemory = new ArrayList<>();
  private final List<Long> firstRows = new ArrayList<>();
  private final List<Long> fileOffsets = new ArrayList<>();
  private long rows;
  private long bytesInMemory;
  private DeferredFileOutputStream file;

  BlockSpool(Budget budget) {
    this.budget = budget;
  }

  void add(RowBlock block) throws IOException {
    int size = block.bytes().remaining();
    firstRows.add(rows);
    rows += block.rows();
    // Blocks keep their order: behind the first one in the file, all are in the file.
    if (file == null && budget.take(size)) {
      inMemory.add(block);
      bytesInMemory += size;
      return;
    }
    if (file == null) {
      file =
          DeferredFileOutputStream.builder()
              .setThreshold(0)
              .setPrefix("doris-load-")
              .setSuffix(".blocks")
              .setBufferSize(FILE_BUFFER)
              .get();
    }
    fileOffsets.add(file.getByteCount());
    RowBlock.BlockCoder.INSTANCE.encode(block, file);
  }

  /** How many blocks there are. */
  int blocks() {
    return firstRows.size();
  }

  /** The number of rows before this block; before the one behind the last: of all rows. */
  long firstRow(int block) {
    return block == blocks() ? rows : firstRows.get(block);
  }

  /** Gives all blocks again, in their order. */
  void replay(Receiver receiver) throws IOException, InterruptedException {
    replay(0, blocks(), receiver);
  }

  /** Gives the blocks from one, up to another which is not among them. */
  void replay(int from, int to, Receiver receiver) throws IOException, InterruptedException {
    for (int i = from; i < Math.min(to, inMemory.size()); i++) {
      receiver.accept(inMemory.get(i));
    }
    int firstInFile = Math.max(from, inMemory.size());
    if (firstInFile >= to) {
      return;
    }
    file.flush();
    try (InputStream stored = Files.newInputStream(file.getPath())) {
      stored.skipNBytes(fileOffsets.get(firstInFile - inMemory.size()));
      DataInputStream in = new DataInputStream(new BufferedInputStream(stored, FILE_BUFFER));
      for (int i = firstInFile; i < to; i++) {
        receiver.accept(RowBlock.BlockCoder.INSTANCE.decode(in));
      }
    }
  }

  /** Drops the blocks, and the file. */
  @Override
  public void close() {
    budget.giveBack(bytesInMemory);
    bytesInMemory = 0;
    inMemory.clear();
    firstRows.clear();
    fileOffsets.clear();
    rows = 0;
    if (file == null) {
      return;
    }
    try {
      file.close();
      Files.deleteIfExists(file.getPath());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The temporary file of a load could not be deleted: " + file.getPath(), e);
    } finally {
      file = null;
    }
  }
}
