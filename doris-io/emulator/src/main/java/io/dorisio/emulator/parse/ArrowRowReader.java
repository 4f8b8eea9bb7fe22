package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Rows of Arrow's IPC stream format, a record batch in memory at a time; streams may follow each
 * other (be/src/format/arrow/arrow_stream_reader.cpp; doris-protocol 7.5). The newest backends take
 * columns by their place and want the names to agree; earlier ones, which find them by name, read
 * such a batch as well.
 */
final class ArrowRowReader implements RowReader {
  private static final int CONTINUATION = -1;
  private static final int PREFIX_BYTES = 2 * Integer.BYTES;
  private static final int MAX_SCHEMA_BYTES = 64 << 20;

  private final PushbackInputStream in;
  private final ColumnMapping mapping;
  private final ArrowText texts = new ArrowText();
  private final BufferAllocator allocator = new RootAllocator();
  private ArrowStreamReader stream;
  private List<FieldVector> vectors = List.of();
  private int[] targets = {};
  private int rows;
  private int row;

  ArrowRowReader(InputStream in, ColumnMapping mapping) {
    this.in = new PushbackInputStream(in, PREFIX_BYTES);
    this.mapping = mapping;
  }

  @Override
  public boolean next(RawRow out, RejectedRows rejected) throws IOException {
    while (row == rows) {
      if (!nextBatch()) {
        return false;
      }
    }
    out.clear();
    for (int i = 0; i < targets.length; i++) {
      byte[] text = texts.of(vectors.get(i), row);
      if (text != null) {
        out.set(targets[i], text, 0, text.length);
      } else {
        out.setNull(targets[i]);
      }
    }
    row++;
    return true;
  }

  /** How many rows are left, without looking into them. */
  long count() throws IOException {
    long count = 0;
    while (nextBatch()) {
      count += rows;
    }
    return count;
  }

  private boolean nextBatch() throws IOException {
    while (true) {
      if (stream == null && !open()) {
        return false;
      }
      try {
        if (stream.loadNextBatch()) {
          rows = stream.getVectorSchemaRoot().getRowCount();
          row = 0;
          return true;
        }
      } catch (IOException | RuntimeException e) {
        throw new IOException("failed to read batch: " + e.getMessage(), e);
      }
      // Not closed with its input, behind which another stream may follow.
      stream.close(false);
      stream = null;
    }
  }

  private boolean open() throws IOException {
    byte[] prefix = in.readNBytes(PREFIX_BYTES);
    if (prefix.length == 0) {
      return false;
    }
    checkSchemaLength(prefix);
    in.unread(prefix);
    stream = new ArrowStreamReader(in, allocator);
    VectorSchemaRoot root;
    try {
      root = stream.getVectorSchemaRoot();
    } catch (IOException | RuntimeException e) {
      throw new IOException("failed to open stream reader: " + e.getMessage(), e);
    }
    vectors = root.getFieldVectors();
    targets = new int[vectors.size()];
    for (int i = 0; i < targets.length; i++) {
      Field field = vectors.get(i).getField();
      String expected = i < mapping.fileColumns().size() ? mapping.fileColumns().get(i) : "";
      if (!field.getName().equals(expected)) {
        throw new IOException(
            "Column name mismatch: expected " + expected + ", got " + field.getName());
      }
      ColumnMapping.Input input = mapping.inputs().get(i);
      ArrowTypes.require(input.name(), input.type(), field);
      targets[i] = mapping.targets().get(i);
    }
    if (targets.length < mapping.fileColumns().size()) {
      throw new IOException(
          "the emulator refuses a batch without column "
              + mapping.fileColumns().get(targets.length)
              + ": a backend would leave it without rows");
    }
    return true;
  }

  /**
   * The reader would first make room for as many bytes as stand there. A stream begins with the
   * length of its schema, behind a mark that older writers leave out (Arrow specification,
   * "Encapsulated message format").
   */
  private static void checkSchemaLength(byte[] prefix) throws IOException {
    ByteBuffer ints =
        ByteBuffer.wrap(Arrays.copyOf(prefix, PREFIX_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    int first = ints.getInt();
    int length = first == CONTINUATION ? ints.getInt() : first;
    if (length < 0 || length > MAX_SCHEMA_BYTES) {
      throw new IOException(
          "failed to open stream reader: a schema of " + length + " bytes is none");
    }
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close(false);
    }
    allocator.close();
  }
}
