package io.dorisio.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The rows of an open load by their number, where its format lets rows be told apart. */
final class SpooledRows {

  /** Takes rows one by one. */
  interface TextReceiver {
    void accept(String row) throws IOException;
  }

  private final BlockSpool spool;
  private final RowBoundaries boundaries;

  SpooledRows(BlockSpool spool, RowBoundaries boundaries) {
    this.spool = spool;
    this.boundaries = boundaries;
  }

  long count() {
    return spool.firstRow(spool.blocks());
  }

  /** Gives these rows again; both ends of the range are where it can be cut. */
  void replay(long from, long to, BlockSpool.Receiver receiver)
      throws IOException, InterruptedException {
    int block = blockOf(from);
    int behind = blockOf(to - 1) + 1;
    long[] firstRow = {spool.firstRow(block)};
    spool.replay(
        block,
        behind,
        whole -> {
          long start = firstRow[0];
          firstRow[0] += whole.rows();
          receiver.accept(
              part(
                  whole,
                  (int) (Math.max(from, start) - start),
                  (int) (Math.min(to, firstRow[0]) - start)));
        });
  }

  private RowBlock part(RowBlock whole, int from, int to) {
    if (from == 0 && to == whole.rows()) {
      return whole;
    }
    int[] ends = boundaries.ends(whole);
    int start = from == 0 ? 0 : ends[from - 1];
    byte[] bytes = new byte[ends[to - 1] - start];
    whole.bytes().get(start, bytes);
    return new RowBlock(bytes, to - from, whole.properties(), whole.oldestMillis());
  }

  /**
   * Where to cut a range in about two; empty if it holds one row, or rows nobody can tell apart.
   */
  OptionalLong middle(long from, long to) throws IOException, InterruptedException {
    int first = blockOf(from);
    int last = blockOf(to - 1);
    if (first != last) {
      int middle = (first + last + 1) / 2;
      return OptionalLong.of(spool.firstRow(middle));
    }
    if (to - from == 1 || !isSeparable(first)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of((from + to) / 2);
  }

  /**
   * Gives the rows as text, without what ends them.
   *
   * @return false if they cannot be told apart; then some may have been given
   */
  boolean texts(long from, long to, TextReceiver receiver)
      throws IOException, InterruptedException {
    boolean[] separable = {true};
    replay(
        from,
        to,
        block -> {
          int[] ends = boundaries.ends(block);
          separable[0] &= ends.length == block.rows();
          ByteBuffer bytes = block.bytes();
          int start = 0;
          for (int end : ends) {
            int length = end - start - boundaries.delimiterLength();
            receiver.accept(StandardCharsets.UTF_8.decode(bytes.slice(start, length)).toString());
            start = end;
          }
        });
    return separable[0];
  }

  private boolean isSeparable(int block) throws IOException, InterruptedException {
    boolean[] separable = {false};
    spool.replay(
        block, block + 1, whole -> separable[0] = boundaries.ends(whole).length == whole.rows());
    return separable[0];
  }

  private int blockOf(long row) {
    int low = 0;
    int high = spool.blocks() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (spool.firstRow(middle) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
