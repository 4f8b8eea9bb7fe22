package io.dorisio.write;

import io.dorisio.client.TableName;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * Which shard of its table a row goes to.
 *
 * @param shards how many there are
 * @param keyFunction what rows of one shard share, so that they keep their order; null if blocks go
 *     round robin
 */
record Sharding<T>(int shards, SerializableFunction<T, String> keyFunction)
    implements Serializable {

  /**
   * What a worker sends to one shard of a table in a bundle before it takes turns: many tables then
   * cost one load each.
   */
  static final long BYTES_OF_ONE_SHARD = 16 << 20;

  boolean isKeyed() {
    return keyFunction != null;
  }

  /** Which of the open blocks of its table an element goes to; where there are keys, its shard. */
  int bufferOf(T element) {
    return keyFunction == null ? 0 : shardOf(keyFunction.apply(element).hashCode());
  }

  /**
   * The shard of a table's n-th block in a bundle, where there are no keys.
   *
   * @param before the bytes of the blocks before it
   */
  int shardOfBlock(TableName table, int n, long before) {
    int first = shardOf(table.toString().hashCode());
    return before < BYTES_OF_ONE_SHARD ? first : (first + n) % shards;
  }

  /**
   * The same in every JVM: String.hashCode is specified; its bits are mixed for few, alike keys.
   */
  private int shardOf(int hashCode) {
    int hash = hashCode;
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    return Math.floorMod(hash, shards);
  }
}
