package io.dorisio.cdc;

import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.format.RowKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * A version, then the record's parts one after the other: a record may wait in state across
 * versions of this library. Types and values are written compactly, see {@link ValueCodec}.
 */
public final class ChangeRecordCoder extends AtomicCoder<ChangeRecord> {

  private static final ChangeRecordCoder INSTANCE = new ChangeRecordCoder();
  private static final int VERSION = 2;
  private static final int WITHOUT_SERVER = 1;
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final ListCoder<String> TEXTS = ListCoder.of(TEXT);
  private static final RowKind[] KINDS = {RowKind.UPSERT, RowKind.DELETE};

  private ChangeRecordCoder() {}

  public static ChangeRecordCoder of() {
    return INSTANCE;
  }

  /** By which Beam finds the coder of the class. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(ChangeRecord.class), INSTANCE);
  }

  @Override
  public void encode(ChangeRecord record, OutputStream out) throws IOException {
    out.write(VERSION);
    out.write(record.kind() == KINDS[0] ? 0 : 1);
    TEXT.encode(record.table().database(), out);
    TEXT.encode(record.table().table(), out);
    VarInt.encode(record.columns().size(), out);
    for (Column column : record.columns()) {
      TEXT.encode(column.name(), out);
      ValueCodec.encodeType(column.type(), out);
      ValueCodec.encode(column.value(), out);
    }
    TEXTS.encode(record.keyColumns(), out);
    Instant time = record.time();
    VarInt.encode(time.getEpochSecond(), out);
    VarInt.encode(time.getNano(), out);
    SourcePositionCoder.of().encode(record.position(), out);
    TEXT.encode(record.gtid(), out);
    TEXT.encode(record.server(), out);
  }

  @Override
  public ChangeRecord decode(InputStream in) throws IOException {
    int version = in.read();
    if (version < 0) {
      throw new EOFException();
    }
    if (version != VERSION && version != WITHOUT_SERVER) {
      throw new CoderException(
          "A change record has version " + version + "; this DorisIO reads " + VERSION);
    }
    RowKind kind = KINDS[in.read() & 1];
    SourceTable table = new SourceTable(TEXT.decode(in), TEXT.decode(in));
    int count = VarInt.decodeInt(in);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = TEXT.decode(in);
      MySqlType type = ValueCodec.decodeType(in);
      columns.add(new Column(name, ValueCodec.decode(in), type));
    }
    List<String> keys = TEXTS.decode(in);
    Instant time = Instant.ofEpochSecond(VarInt.decodeLong(in), VarInt.decodeInt(in));
    SourcePosition position = SourcePositionCoder.of().decode(in);
    ChangeRecord record =
        new ChangeRecord(kind, table, columns, keys, time, position, TEXT.decode(in));
    return version == WITHOUT_SERVER ? record : record.ofServer(TEXT.decode(in));
  }
}
