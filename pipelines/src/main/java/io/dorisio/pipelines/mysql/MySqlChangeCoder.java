package io.dorisio.pipelines.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Changes lie in the state of a runner, so their form has a version. */
public final class MySqlChangeCoder extends AtomicCoder<MySqlChange> {
  private static final long serialVersionUID = 1L;

  private static final int VERSION = 1;
  private static final Coder<byte[]> BYTES = ByteArrayCoder.of();
  private static final Coder<byte[]> KEY = NullableCoder.of(BYTES);
  private static final MySqlChangeCoder INSTANCE = new MySqlChangeCoder();

  private MySqlChangeCoder() {}

  public static MySqlChangeCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(MySqlChange change, OutputStream out) throws IOException {
    out.write(VERSION);
    StringUtf8Coder.of().encode(change.topic(), out);
    KEY.encode(change.key(), out);
    BYTES.encode(change.value(), out);
    BinlogPositionCoder.of().encode(change.position(), out);
    InstantCoder.of().encode(change.timestamp(), out);
  }

  @Override
  public MySqlChange decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION) {
      throw new CoderException(
          "A change of version " + version + "; this reader knows version " + VERSION);
    }
    return new MySqlChange(
        StringUtf8Coder.of().decode(in),
        KEY.decode(in),
        BYTES.decode(in),
        BinlogPositionCoder.of().decode(in),
        InstantCoder.of().decode(in));
  }
}
