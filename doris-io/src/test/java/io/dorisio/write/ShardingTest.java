package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.client.TableName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardingTest {
  private static final int BLOCK = 256 << 10;
  private static final int FEW_BLOCKS = (int) (Sharding.BYTES_OF_ONE_SHARD / BLOCK);
  private static final TableName TABLE = new TableName("shop", "orders");

  private final Sharding<String> roundRobin = new Sharding<>(4, null);

  @Test
  void aTableStaysInOneShardUntilAWorkerHasMuchForIt() {
    Set<Integer> shards =
        IntStream.range(0, FEW_BLOCKS).mapToObj(this::shardOfBlock).collect(Collectors.toSet());

    assertEquals(1, shards.size());
  }

  @Test
  void blocksOfALargeTableTakeTurns() {
    List<Integer> shards =
        IntStream.range(FEW_BLOCKS, FEW_BLOCKS + 8).mapToObj(this::shardOfBlock).toList();

    assertEquals(Set.of(0, 1, 2, 3), Set.copyOf(shards.subList(0, 4)));
    assertEquals(shards.subList(0, 4), shards.subList(4, 8));
  }

  @Test
  void aHugeRowMakesATableLarge() {
    Set<Integer> shards =
        IntStream.range(0, 4)
            .mapToObj(n -> roundRobin.shardOfBlock(TABLE, n, 100L << 20))
            .collect(Collectors.toSet());

    assertEquals(Set.of(0, 1, 2, 3), shards);
  }

  private int shardOfBlock(int n) {
    return roundRobin.shardOfBlock(TABLE, n, (long) n * BLOCK);
  }
}
