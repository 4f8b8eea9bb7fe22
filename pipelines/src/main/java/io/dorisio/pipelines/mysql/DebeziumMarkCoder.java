package io.dorisio.pipelines.mysql;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dorisio.pipelines.mysql.Progress.ResumePoint;
import io.dorisio.pipelines.mysql.Progress.Snapshot;
import io.dorisio.pipelines.mysql.Progress.Stream;
import io.dorisio.pipelines.mysql.Progress.StreamStart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Marks lie in savepoints, so their form has a version; a reader knows all versions before it. */
final class DebeziumMarkCoder extends AtomicCoder<DebeziumMark> {
  private static final long serialVersionUID = 1L;

  private static final int VERSION = 2;
  private static final int WITHOUT_IDENTITY = 1;
  private static final int SNAPSHOT = 0;
  private static final int SNAPSHOT_WITH_STREAM_START = 1;
  private static final int STREAM = 2;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Coder<byte[]> BYTES = ByteArrayCoder.of();
  private static final Coder<List<byte[]>> HISTORY = ListCoder.of(BYTES);
  private static final Coder<String> IDENTITY = NullableCoder.of(StringUtf8Coder.of());
  private static final Coder<Long> LONG = VarLongCoder.of();
  private static final Coder<BinlogPosition> LAST = NullableCoder.of(BinlogPositionCoder.of());
  private static final DebeziumMarkCoder INSTANCE = new DebeziumMarkCoder();

  private DebeziumMarkCoder() {}

  static DebeziumMarkCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(DebeziumMark mark, OutputStream out) throws IOException {
    out.write(VERSION);
    InstantCoder.of().encode(mark.watermark(), out);
    HISTORY.encode(mark.history(), out);
    IDENTITY.encode(mark.identity(), out);
    if (mark.progress() instanceof Stream stream) {
      out.write(STREAM);
      encodeResumePoint(stream.resume(), out);
      LAST.encode(stream.last(), out);
    } else if (mark.progress() instanceof Snapshot snapshot) {
      StreamStart start = snapshot.streamStart();
      out.write(start == null ? SNAPSHOT : SNAPSHOT_WITH_STREAM_START);
      if (start != null) {
        encodeOffset(start.offset(), out);
        HISTORY.encode(start.history(), out);
      }
    }
  }

  @Override
  public DebeziumMark decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION && version != WITHOUT_IDENTITY) {
      throw new CoderException(
          "A mark of a MySQL source of version " + version + "; this one knows up to " + VERSION);
    }
    var watermark = InstantCoder.of().decode(in);
    List<byte[]> history = HISTORY.decode(in);
    String identity = version == WITHOUT_IDENTITY ? null : IDENTITY.decode(in);
    return new DebeziumMark(decodeProgress(in), history, watermark, identity);
  }

  private static Progress decodeProgress(InputStream in) throws IOException {
    int kind = in.read();
    return switch (kind) {
      case SNAPSHOT -> Progress.START;
      case SNAPSHOT_WITH_STREAM_START ->
          new Snapshot(new StreamStart(decodeOffset(in), HISTORY.decode(in)));
      case STREAM -> new Stream(decodeResumePoint(in), LAST.decode(in));
      default -> throw new CoderException("A mark of a MySQL source has no progress " + kind);
    };
  }

  private static void encodeResumePoint(ResumePoint point, OutputStream out) throws IOException {
    encodeOffset(point.offset(), out);
    LONG.encode(point.file(), out);
    LONG.encode(point.position(), out);
    LONG.encode(point.read(), out);
  }

  private static ResumePoint decodeResumePoint(InputStream in) throws IOException {
    return new ResumePoint(decodeOffset(in), LONG.decode(in), LONG.decode(in), LONG.decode(in));
  }

  private static void encodeOffset(Map<String, Object> offset, OutputStream out)
      throws IOException {
    BYTES.encode(JSON.writeValueAsBytes(offset), out);
  }

  private static Map<String, Object> decodeOffset(InputStream in) throws IOException {
    return JSON.readValue(BYTES.decode(in), new TypeReference<HashMap<String, Object>>() {});
  }
}
