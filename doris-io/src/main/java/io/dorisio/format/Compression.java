package io.dorisio.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/**
 * How a body is compressed. Each piece of a body is compressed on its own. Doris reads pieces one
 * behind the other: its gzip reader starts over behind each member, and the reader of LZ4 frames
 * behind each frame (Doris source, be/src/exec/decompressor.cpp, GzipDecompressor and
 * Lz4FrameDecompressor; the line reader goes on while there is input,
 * new_plain_text_line_reader.cpp).
 *
 * <p>For JSON and CSV. Servers of the 2.0 line refuse compressed JSON: "compress data of JSON
 * format is not supported." Arrow bodies are read without a decompressor (arrow_stream_reader.cpp).
 */
public enum Compression {
  /** As it is. */
  NONE("") {
    @Override
    Piece compress(Piece rows) {
      return rows;
    }
  },

  /** {@code compress_type: gz}, at the level that is quickest. */
  GZIP("gz") {
    @Override
    OutputStream compressor(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, BUFFER_BYTES) {
        {
          def.setLevel(Deflater.BEST_SPEED);
        }
      };
    }
  },

  /** {@code compress_type: lz4}: LZ4 frames. Less compression than gzip, for much less time. */
  LZ4("lz4") {
    @Override
    OutputStream compressor(OutputStream out) throws IOException {
      return new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_256KB);
    }
  };

  private static final int BUFFER_BYTES = 8 << 10;

  private final String header;

  Compression(String header) {
    this.header = header;
  }

  /** The headers of Stream Load that tell the server of it. */
  Map<String, String> loadProperties() {
    return header.isEmpty() ? Map.of() : Map.of("compress_type", header);
  }

  /** A piece that stands on its own; an empty one is empty. */
  Piece compress(Piece rows) {
    if (rows.length() == 0) {
      return rows;
    }
    ByteArrayOutputStream piece = new ByteArrayOutputStream(rows.length() / 3 + 64);
    try (OutputStream out = compressor(piece)) {
      rows.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory does no I/O", e);
    }
    return Piece.of(piece.toByteArray());
  }

  OutputStream compressor(OutputStream out) throws IOException {
    return out;
  }
}
