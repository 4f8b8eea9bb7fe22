package io.dorisio.write;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * Which shard a row goes to.
 *
 * @param shards how many there are
 * @param keyFunction what rows of one shard share, so that they keep their order; null if blocks go
 *     round robin
 */
record Sharding<T>(int shards, SerializableFunction<T, String> keyFunction)
    implements Serializable {

  /** The buffers that a bundle fills side by side. */
  int buffers() {
    return keyFunction == null ? 1 : shards;
  }

  int bufferOf(T element) {
    return keyFunction == null ? 0 : shardOf(keyFunction.apply(element));
  }

  /**
   * The same in every JVM: String.hashCode is specified; its bits are mixed for few, alike keys.
   */
  private int shardOf(String key) {
    int hash = key.hashCode();
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    return Math.floorMod(hash, shards);
  }
}
