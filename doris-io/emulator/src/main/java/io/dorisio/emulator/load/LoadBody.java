package io.dorisio.emulator.load;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body being received: counted, timed, and telling a client that went away from other failures.
 */
final class LoadBody extends FilterInputStream {
  /** The client closed the connection in the middle of the body. */
  static final class SenderGoneException extends IOException {
    SenderGoneException(IOException cause) {
      super("sender is gone", cause);
    }
  }

  private long bytes;
  private long nanos;

  LoadBody(InputStream in) {
    super(in);
  }

  long bytes() {
    return bytes;
  }

  long nanos() {
    return nanos;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long start = System.nanoTime();
    try {
      int read = in.read(buffer, offset, length);
      bytes += Math.max(0, read);
      return read;
    } catch (LoadRefusedException e) {
      throw e;
    } catch (IOException e) {
      throw new SenderGoneException(e);
    } finally {
      nanos += System.nanoTime() - start;
    }
  }
}
