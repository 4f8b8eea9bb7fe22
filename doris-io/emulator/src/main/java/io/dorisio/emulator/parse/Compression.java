package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
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

  /**
   * Fewer bytes than these are no frame to the server, an empty one included (decompressor.cpp).
   */
  private static final int LZ4_HEADER_BYTES = 15;

  static Compression of(String header, LoadFormat format) throws DorisException {
    return switch (header.toUpperCase(Locale.ROOT)) {
      case "" -> NONE;
      case "GZ" -> GZ;
      case "BZ2" -> BZ2;
      case "LZ4" -> LZ4;
      case "DEFLATE" -> DEFLATE;
      case "LZO", "LZOP", "LZ4_BLOCK", "SNAPPY_BLOCK" ->
          throw DorisException.backend(
              DorisException.NOT_IMPLEMENTED_ERROR,
              "the emulator does not read compress_type=" + header);
      // A type that is not known leaves the format of CSV unknown, and JSON as it comes
      // (be/src/util/load_util.cpp, parse_format).
      default -> {
        if (format == LoadFormat.JSON) {
          yield NONE;
        }
        throw DorisException.backend(
            DorisException.INTERNAL_ERROR,
            "unknown data format, format=" + format.name().toLowerCase(Locale.ROOT));
      }
    };
  }

  /**
   * The text of a body. Members, streams and frames that follow one another are one text, as the
   * server resets its decompressor at the end of each (be/src/exec/decompressor.cpp); zlib streams
   * that follow one another are not imitated.
   */
  InputStream open(InputStream in) throws IOException {
    if (this == NONE) {
      return in;
    }
    PushbackInputStream body = new PushbackInputStream(in, LZ4_HEADER_BYTES);
    byte[] head = body.readNBytes(LZ4_HEADER_BYTES);
    if (head.length == 0) {
      return InputStream.nullInputStream();
    }
    if (this == LZ4 && head.length < LZ4_HEADER_BYTES) {
      throw new IOException(
          "Lz4 header size is between 7 and 15 bytes. but input size is only: " + head.length);
    }
    body.unread(head);
    return new Whole(
        switch (this) {
          case GZ ->
              GzipCompressorInputStream.builder()
                  .setDecompressConcatenated(true)
                  .setInputStream(body)
                  .get();
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
