package io.dorisio.write;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
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
  private long bytesInMemory;
  private DeferredFileOutputStream file;

  BlockSpool(Budget budget) {
    this.budget = budget;
  }

  void add(RowBlock block) throws IOException {
    int size = block.bytes().remaining();
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
    RowBlock.BlockCoder.INSTANCE.encode(block, file);
  }

  void replay(Receiver receiver) throws IOException, InterruptedException {
    for (RowBlock block : inMemory) {
      receiver.accept(block);
    }
    if (file == null) {
      return;
    }
    file.flush();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(file.getPath()), FILE_BUFFER))) {
      while (true) {
        RowBlock block;
        try {
          block = RowBlock.BlockCoder.INSTANCE.decode(in);
        } catch (EOFException end) {
          return;
        }
        receiver.accept(block);
      }
    }
  }

  /** Drops the blocks, and the file. */
  @Override
  public void close() {
    budget.giveBack(bytesInMemory);
    bytesInMemory = 0;
    inMemory.clear();
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
