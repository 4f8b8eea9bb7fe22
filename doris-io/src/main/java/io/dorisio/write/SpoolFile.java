package io.dorisio.write;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file of blocks. It is written over by one load after the other: to delete a large
 * file can take hundreds of milliseconds, in which a worker would send nothing. It ends with its
 * process, even one that is killed: where the system can, it has no name from the beginning.
 */
final class SpoolFile {

  // Small: blocks are large, and many loads may have a file.
  private static final int BUFFER = 4 << 10;

  private final Path path;
  private final FileChannel channel;
  private final OutputStream out;
  private long size;

  private SpoolFile(Path path) throws IOException {
    this.path = path;
    this.channel =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  static SpoolFile create() throws IOException {
    return new SpoolFile(Files.createTempFile("doris-load-", ".blocks"));
  }

  /** What it holds is not needed any more. */
  void clear() throws IOException {
    size = Math.max(size, channel.position());
    channel.position(0);
  }

  /** The bytes that it takes on the disk, as of when it was cleared. */
  long size() {
    return size;
  }

  /**
   * Adds a block.
   *
   * @return where it is
   */
  long add(RowBlock block) throws IOException {
    long offset = channel.position();
    RowBlock.BlockCoder.INSTANCE.encode(block, out);
    out.flush();
    return offset;
  }

  /** Gives so many blocks again, from the one at an offset on. */
  void replay(long offset, int blocks, BlockSpool.Receiver receiver)
      throws IOException, InterruptedException {
    long end = channel.position();
    try {
      channel.position(offset);
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
      for (int i = 0; i < blocks; i++) {
        receiver.accept(RowBlock.BlockCoder.INSTANCE.decode(in));
      }
    } finally {
      channel.position(end);
    }
  }

  /** Closes and deletes it. */
  void delete() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The temporary file of a load could not be deleted: " + path, e);
    }
  }
}
