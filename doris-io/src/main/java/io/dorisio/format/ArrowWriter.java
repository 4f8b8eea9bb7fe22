package io.dorisio.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * Packs rows into Arrow IPC streams of one record batch each, which a body may hold any number of
 * (Doris source, arrow_stream_reader.cpp, get_next_block). The columns are filled again after each
 * {@link #drain}.
 */
final class ArrowWriter implements RowWriter<Row> {

  /** The most that one piece may hold; it is far smaller but for a huge row. */
  private static final int MAX_BYTES = 512 << 20;

  /** Of a larger piece no column is kept; one huge row must not hold its memory for ever. */
  private static final int KEPT_BYTES = 512 << 10;

  private final RowOptions options;
  private final byte[] schema;
  private final List<ArrowNode> nodes;
  private ArrowColumn[] columns;
  private int rows;
  private int size;

  ArrowWriter(List<String> names, List<ArrowNode> nodes, RowOptions options) {
    this.schema = schema(names, nodes);
    this.nodes = nodes;
    this.options = options;
  }

  private static byte[] schema(List<String> names, List<ArrowNode> nodes) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      fields.add(nodes.get(i).nullable(names.get(i)));
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    try {
      MessageSerializer.serialize(
          new WriteChannel(Channels.newChannel(message)), new Schema(fields));
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory does no I/O", e);
    }
    return message.toByteArray();
  }

  @Override
  public void write(Row row, RowKind kind) {
    int sign = LoadHeaders.sign(kind, options);
    makeColumns();
    int fields = row.getFieldCount();
    long bytes = 0;
    for (int i = 0; i < fields; i++) {
      bytes += columns[i].write(rows, row.getValue(i));
    }
    if (options.deletes()) {
      bytes += columns[fields].write(rows, (byte) sign);
    }
    if (size + bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "A row of " + bytes + " bytes does not fit into a piece of Arrow, of " + MAX_BYTES);
    }
    rows++;
    size += (int) bytes;
  }

  @Override
  public boolean writeColumns(RowColumns more) {
    if (options.deletes()) {
      return false;
    }
    makeColumns();
    long bytes = 0;
    for (int i = 0; i < columns.length; i++) {
      // Where this ends early, what was written is written over by the next row.
      int written = columns[i].writeAll(rows, more, i);
      if (written == ArrowColumn.TOO_LONG) {
        return false;
      }
      bytes += written;
    }
    if (size + bytes > MAX_BYTES) {
      return false;
    }
    rows += more.rows();
    size += (int) bytes;
    return true;
  }

  private void makeColumns() {
    if (columns == null) {
      columns = nodes.stream().map(node -> node.column().get()).toArray(ArrowColumn[]::new);
    }
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
  public Piece drain() {
    if (rows == 0) {
      return Piece.of(new byte[0]);
    }
    ArrowBatch batch = new ArrowBatch(rows);
    for (ArrowColumn column : columns) {
      column.addTo(batch, rows);
    }
    Piece piece = Piece.of(batch.toStream(schema));
    if (size > KEPT_BYTES) {
      columns = null;
    } else {
      for (ArrowColumn column : columns) {
        column.clear();
      }
    }
    rows = 0;
    size = 0;
    return piece;
  }

  @Override
  public void close() {
    columns = null;
    rows = 0;
    size = 0;
  }
}
