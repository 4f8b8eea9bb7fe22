package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/**
 * How a body is compressed: what the header compress_type says and nothing else, so a
 * Content-Encoding that a client adds is not looked at (doris-protocol 2.2, 13).
 */
enum Compression {
  NONE,
  GZ,
  BZ2,
  LZ4,
  DEFLATE;

  static Compression of(String header, LoadFormat format) throws DorisException {
    return switch (header.toUpperCase(Locale.ROOT)) {
      case "" -> NONE;
      case "GZ" -> GZ;
      case "BZ2" -> BZ2;
      case "LZ4", "LZ4FRAME" -> LZ4;
      case "DEFLATE" -> DEFLATE;
      case "LZO", "LZOP", "LZ4_BLOCK", "LZ4BLOCK", "SNAPPY_BLOCK", "SNAPPYBLOCK" ->
          throw DorisException.backend(
              DorisException.NOT_IMPLEMENTED_ERROR,
              "the emulator does not read compress_type=" + header);
      // A type that is not known leaves the format unknown (be/src/util/load_util.cpp).
      default ->
          throw DorisException.backend(
              DorisException.INTERNAL_ERROR,
              "unknown data format, format=" + format.name().toLowerCase(Locale.ROOT));
    };
  }

  InputStream open(InputStream in) throws IOException {
    if (this == NONE) {
      return in;
    }
    PushbackInputStream body = new PushbackInputStream(in, 1);
    int first = body.read();
    if (first < 0) {
      return InputStream.nullInputStream();
    }
    body.unread(first);
    return new Whole(
        switch (this) {
          case GZ -> new GZIPInputStream(body, 64 << 10);
          case BZ2 -> new BZip2CompressorInputStream(body, true);
          case LZ4 -> new FramedLZ4CompressorInputStream(body, true);
          default -> new InflaterInputStream(body);
        });
  }

  /** Says of a body that ends early what the server says (new_plain_text_line_reader.cpp). */
  private static final class Whole extends FilterInputStream {
    Whole(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (EOFException e) {
        throw new IOException("Compressed file has been truncated, which is not allowed", e);
      }
    }
  }
}
