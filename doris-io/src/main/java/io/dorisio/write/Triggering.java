package io.dorisio.write;

import java.io.Serializable;
import java.time.Duration;

/**
 * When the rows of a shard are loaded, where the runner's bundles do not say it: whichever comes
 * first.
 *
 * @param every after the first row came
 * @param rows about so many rows are together
 * @param bytes about so many bytes of encoded rows are together
 */
public record Triggering(Duration every, long rows, long bytes) implements Serializable {

  public Triggering {
    if (every.toMillis() < 1) {
      throw new IllegalArgumentException("Rows must be held back for 1 ms at least, not " + every);
    }
    if (rows < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "At least one row and one byte must be loaded together, not " + rows + " and " + bytes);
    }
  }

  /** What a block takes of {@link #bytes}, so that this one measure stands for rows too. */
  long weight(RowBlock block) {
    double shareOfRows = (double) block.rows() / rows;
    return Math.max(block.length(), (long) Math.ceil(shareOfRows * bytes));
  }
}
