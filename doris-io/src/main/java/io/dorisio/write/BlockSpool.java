package io.dorisio.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the blocks of an open load, so that it can be sent again: in memory while the worker's
 * buffer lasts, from then on in a temporary file.
 */
final class BlockSpool implements AutoCloseable {

  /** Takes the blocks when they are sent again. */
  interface Receiver {
    void accept(RowBlock block) throws IOException, InterruptedException;
  }

  private final RepairBuffer buffer;
  private final List<RowBlock> inMemory = new ArrayList<>();
  private final List<Long> firstRows = new ArrayList<>();
  private final List<Long> fileOffsets = new ArrayList<>();
  private long rows;
  private long bytesInMemory;
  private SpoolFile file;

  BlockSpool(RepairBuffer buffer) {
    this.buffer = buffer;
  }

  void add(RowBlock block) throws IOException {
    int size = block.length();
    firstRows.add(rows);
    rows += block.rows();
    // Blocks keep their order: behind the first one in the file, all are in the file.
    if (file == null && buffer.take(size)) {
      inMemory.add(block);
      bytesInMemory += size;
      return;
    }
    if (file == null) {
      file = buffer.takeFile();
    }
    fileOffsets.add(file.add(block));
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
    file.replay(fileOffsets.get(firstInFile - inMemory.size()), to - firstInFile, receiver);
  }

  /** Drops the blocks, and gives the file back. */
  @Override
  public void close() {
    buffer.giveBack(bytesInMemory);
    bytesInMemory = 0;
    inMemory.clear();
    firstRows.clear();
    fileOffsets.clear();
    rows = 0;
    if (file != null) {
      buffer.giveBack(file);
      file = null;
    }
  }
}
