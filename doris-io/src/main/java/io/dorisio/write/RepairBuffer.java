package io.dorisio.write;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the loads of a worker may keep in memory together, and the files for what is more. Used by
 * one thread.
 */
final class RepairBuffer implements AutoCloseable {

  /**
   * What the files that wait for the next load may hold together; others are deleted. To make a
   * file, to let it grow and to delete it costs more than to write over it.
   */
  private static final long KEPT_BYTES = 8L << 30;

  private final Deque<SpoolFile> idle = new ArrayDeque<>();
  private final long keptBytes;
  private long idleBytes;
  private long free;

  RepairBuffer(long bytes) {
    this(bytes, KEPT_BYTES);
  }

  RepairBuffer(long bytes, long keptBytes) {
    this.free = bytes;
    this.keptBytes = keptBytes;
  }

  /** Takes memory, unless there is less. */
  boolean take(long bytes) {
    if (bytes > free) {
      return false;
    }
    free -= bytes;
    return true;
  }

  void giveBack(long bytes) {
    free += bytes;
  }

  SpoolFile takeFile() throws IOException {
    SpoolFile file = idle.poll();
    if (file == null) {
      return SpoolFile.create();
    }
    idleBytes -= file.size();
    return file;
  }

  void giveBack(SpoolFile file) {
    try {
      file.clear();
    } catch (IOException e) {
      file.delete();
      return;
    }
    if (idleBytes + file.size() > keptBytes) {
      file.delete();
    } else {
      idleBytes += file.size();
      idle.push(file);
    }
  }

  /** Deletes the files that no load has. */
  @Override
  public void close() {
    while (!idle.isEmpty()) {
      idle.pop().delete();
    }
  }
}
