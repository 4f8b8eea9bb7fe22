package io.dorisio.write;

/** Takes blocks that are packed. */
@FunctionalInterface
interface BlockOutput {
  void accept(ShardKey key, RowBlock block);
}
