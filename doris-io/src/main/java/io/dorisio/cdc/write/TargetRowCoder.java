package io.dorisio.cdc.write;

import io.dorisio.cdc.RecordOffset;
import io.dorisio.client.TableName;
import io.dorisio.format.RowKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/** A row's parts, one after the other. Rows go from step to step, and wait in no state. */
public final class TargetRowCoder extends AtomicCoder<TargetRow> {

  private static final TargetRowCoder INSTANCE = new TargetRowCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final ListCoder<String> NAMES = ListCoder.of(TEXT);
  private static final ListCoder<String> VALUES = ListCoder.of(NullableCoder.of(TEXT));
  private static final int DELETE = 1;

  private TargetRowCoder() {}

  public static TargetRowCoder of() {
    return INSTANCE;
  }

  /** By which Beam finds the coder of the class. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(TargetRow.class), INSTANCE);
  }

  @Override
  public void encode(TargetRow row, OutputStream out) throws IOException {
    TEXT.encode(row.table().database(), out);
    TEXT.encode(row.table().table(), out);
    out.write(row.kind() == RowKind.DELETE ? DELETE : 0);
    TEXT.encode(row.key(), out);
    NAMES.encode(row.columns(), out);
    VALUES.encode(row.values(), out);
    RecordOffset origin = row.origin();
    TEXT.encode(origin.topic(), out);
    VarInt.encode(origin.partition(), out);
    VarInt.encode(origin.offset(), out);
  }

  @Override
  public TargetRow decode(InputStream in) throws IOException {
    TableName table = new TableName(TEXT.decode(in), TEXT.decode(in));
    RowKind kind = in.read() == DELETE ? RowKind.DELETE : RowKind.UPSERT;
    String key = TEXT.decode(in);
    List<String> columns = NAMES.decode(in);
    List<String> values = VALUES.decode(in);
    RecordOffset origin =
        new RecordOffset(TEXT.decode(in), VarInt.decodeInt(in), VarInt.decodeLong(in));
    return new TargetRow(table, kind, key, columns, values, origin);
  }
}
