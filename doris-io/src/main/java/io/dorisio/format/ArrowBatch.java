package io.dorisio.format;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

/**
 * Columns as a stream of one record batch (Arrow specification, "Serialization and Interprocess
 * Communication"): first each column tells of its parts, those of columns inside right behind, and
 * then the parts are copied to where they leave from.
 */
final class ArrowBatch {

  private static final int CONTINUATION = 0xFFFFFFFF;

  /** What stands in front of a message, and by itself ends the stream: this, and the length. */
  private static final int PREFIX_BYTES = 2 * Integer.BYTES;

  private record Node(int length, int nulls) {}

  /** A part, which is an array of bytes or of integers of 32 bits. */
  private record Part(Object values, int length, long bytes) {}

  private final int rows;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  ArrowBatch(int rows) {
    this.rows = rows;
  }

  /** Begins a column. */
  void node(int length, int nulls) {
    nodes.add(new Node(length, nulls));
  }

  void buffer(byte[] bytes, int length) {
    parts.add(new Part(bytes, length, length));
  }

  void buffer(int[] integers, int length) {
    parts.add(new Part(integers, length, (long) Integer.BYTES * length));
  }

  /**
   * The whole stream.
   *
   * @param schema the message that it begins with
   */
  byte[] toStream(byte[] schema) {
    long body = 0;
    for (Part part : parts) {
      body += padded(part.bytes());
    }
    ByteBuffer head = head(body);
    int headBytes = (int) padded(head.remaining());
    long length = schema.length + PREFIX_BYTES + headBytes + body + PREFIX_BYTES;
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(schema).putInt(CONTINUATION).putInt(headBytes);
    int at = out.position() + headBytes;
    out.put(head).position(at);
    for (Part part : parts) {
      if (part.values() instanceof byte[] bytes) {
        out.put(bytes, 0, part.length());
      } else {
        out.asIntBuffer().put((int[]) part.values(), 0, part.length());
      }
      at += (int) padded(part.bytes());
      out.position(at);
    }
    out.putInt(CONTINUATION).putInt(0);
    return out.array();
  }

  private ByteBuffer head(long bodyBytes) {
    FlatBufferBuilder out = new FlatBufferBuilder();
    RecordBatch.startNodesVector(out, nodes.size());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      FieldNode.createFieldNode(out, nodes.get(i).length(), nodes.get(i).nulls());
    }
    int nodeVector = out.endVector();
    RecordBatch.startBuffersVector(out, parts.size());
    long end = bodyBytes;
    for (int i = parts.size() - 1; i >= 0; i--) {
      long bytes = parts.get(i).bytes();
      end -= padded(bytes);
      Buffer.createBuffer(out, end, bytes);
    }
    int partVector = out.endVector();
    RecordBatch.startRecordBatch(out);
    RecordBatch.addLength(out, rows);
    RecordBatch.addNodes(out, nodeVector);
    RecordBatch.addBuffers(out, partVector);
    int batch = RecordBatch.endRecordBatch(out);
    return MessageSerializer.serializeMessage(
        out, MessageHeader.RecordBatch, batch, bodyBytes, IpcOption.DEFAULT);
  }

  private static long padded(long bytes) {
    return (bytes + 7) & -8;
  }
}
