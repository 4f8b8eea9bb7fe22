package io.dorisio.write;

import io.dorisio.client.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;

/**
 * The key of the loading step: one shard of one table. Loads of a shard follow each other, and
 * commit in order; shards are independent.
 */
public record ShardKey(TableName table, int shard) {

  /** The keys of state in savepoints; its form must not change. */
  static final class KeyCoder extends AtomicCoder<ShardKey> {

    static final KeyCoder INSTANCE = new KeyCoder();

    @Override
    public void encode(ShardKey key, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(key.table().database(), out);
      StringUtf8Coder.of().encode(key.table().table(), out);
      VarInt.encode(key.shard(), out);
    }

    @Override
    public ShardKey decode(InputStream in) throws IOException {
      TableName table =
          new TableName(StringUtf8Coder.of().decode(in), StringUtf8Coder.of().decode(in));
      return new ShardKey(table, VarInt.decodeInt(in));
    }

    @Override
    public void verifyDeterministic() {
      // Strings and an integer have one form each.
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
