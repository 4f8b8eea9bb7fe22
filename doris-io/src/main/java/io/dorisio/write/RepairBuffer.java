package io.dorisio.write;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the loads of a worker may keep in memory together, and the files for what is more. Used by
 * one thread.
 */
final class RepairBuffer implements AutoCloseable {

  /** Files that wait for the next load; others are deleted. */
  private static final int KEPT_FILES = 8;

  private final Deque<SpoolFile> idle = new ArrayDeque<>();
  private long free;

  RepairBuffer(long bytes) {
    this.free = bytes;
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
    return file == null ? SpoolFile.create() : file;
  }

  void giveBack(SpoolFile file) {
    try {
      file.clear();
    } catch (IOException e) {
      file.delete();
      return;
    }
    if (idle.size() < KEPT_FILES) {
      idle.push(file);
    } else {
      file.delete();
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
