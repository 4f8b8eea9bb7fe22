package io.dorisio.write;

import io.dorisio.client.TableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Rows with an id and so many bytes beside it, in blocks of a hundred, to one shard. */
final class Rows {

  private static final int BLOCK = 100;

  private final OpenLoads loads;
  private final ShardKey key;
  private long sequence;

  Rows(OpenLoads loads, String table) {
    this.loads = loads;
    this.key = new ShardKey(TableName.parse(table), 0);
  }

  void write(int from, int to, int size) throws IOException, InterruptedException {
    for (int start = from; start < to; start += BLOCK) {
      StringBuilder block = new StringBuilder();
      int end = Math.min(to, start + BLOCK);
      for (int id = start; id < end; id++) {
        block.append("{\"id\":").append(id).append(",\"pad\":\"").append("x".repeat(size));
        block.append("\"}\n");
      }
      loads.write(
          key,
          new RowBlock(
              block.toString().getBytes(StandardCharsets.UTF_8),
              end - start,
              Loads.PROPERTIES,
              RowBlock.NO_TIME),
          () -> LoadLabel.of("job", key, "run", sequence++));
    }
  }
}
