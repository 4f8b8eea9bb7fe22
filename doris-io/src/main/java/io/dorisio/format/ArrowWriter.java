package io.dorisio.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * Packs rows into Arrow IPC streams of one record batch each, which a body may hold any number of
 * (Doris source, arrow_stream_reader.cpp, get_next_block). The vectors lie outside of the heap;
 * they are freed with each {@link #drain} and with {@link #close}.
 */
final class ArrowWriter implements RowWriter<Row> {

  /** What one writer may hold; a block is far smaller, but vectors double for a large value. */
  private static final long MAX_BYTES = 512L << 20;

  private static final int FIRST_ROWS = 512;

  /** Opened by the first writer, and kept: it holds nothing itself. */
  private static final class Memory {
    static final BufferAllocator ROOT = new RootAllocator();
  }

  private final RowOptions options;
  private final Schema schema;
  private final List<ArrowNode> nodes;
  private final List<ArrowColumn> columns = new ArrayList<>();
  private BufferAllocator allocator;
  private VectorSchemaRoot vectors;
  private int rows;
  private int size;

  ArrowWriter(List<String> names, List<ArrowNode> nodes, RowOptions options) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      fields.add(nodes.get(i).nullable(names.get(i)));
    }
    this.schema = new Schema(fields);
    this.nodes = nodes;
    this.options = options;
  }

  @Override
  public void write(Row row, RowKind kind) {
    int sign = LoadHeaders.sign(kind, options);
    int fields = row.getFieldCount();
    try {
      if (vectors == null) {
        open();
      }
      int bytes = 0;
      for (int i = 0; i < fields; i++) {
        bytes += columns.get(i).write(rows, row.getValue(i));
      }
      if (options.deletes()) {
        bytes += columns.get(fields).write(rows, (byte) sign);
      }
      rows++;
      size += bytes;
    } catch (OutOfMemoryException e) {
      throw new IllegalArgumentException(
          "A row does not fit into the memory for Arrow: " + e.getMessage(), e);
    }
  }

  private void open() {
    if (allocator == null) {
      allocator = Memory.ROOT.newChildAllocator("rows", 0, MAX_BYTES);
    }
    vectors = VectorSchemaRoot.create(schema, allocator);
    for (int i = 0; i < nodes.size(); i++) {
      vectors.getVector(i).setInitialCapacity(FIRST_ROWS);
      columns.add(nodes.get(i).column().apply(vectors.getVector(i)));
    }
    vectors.allocateNew();
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public byte[] drain() {
    if (rows == 0) {
      return new byte[0];
    }
    ByteArrayOutputStream piece = new ByteArrayOutputStream(size + (size >> 2) + (4 << 10));
    vectors.setRowCount(rows);
    try (ArrowStreamWriter out = new ArrowStreamWriter(vectors, null, Channels.newChannel(piece))) {
      out.writeBatch();
      out.end();
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory does no I/O", e);
    } finally {
      close();
    }
    return piece.toByteArray();
  }

  @Override
  public void close() {
    rows = 0;
    size = 0;
    columns.clear();
    if (vectors != null) {
      vectors.close();
      vectors = null;
    }
    if (allocator != null) {
      allocator.close();
      allocator = null;
    }
  }
}
