package io.dorisio.emulator.parse;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Rows with the columns that are computed from others; read ahead, for they go in batches. */
final class DerivedRows implements RowReader {
  private static final int BATCH_ROWS = 2_048;

  private final RowReader rows;
  private final ColumnMapping mapping;
  private final ColumnExpressions expressions;
  private final Deque<byte[][]> ready = new ArrayDeque<>();
  private boolean ended;

  DerivedRows(RowReader rows, ColumnMapping mapping, ColumnExpressions expressions) {
    this.rows = rows;
    this.mapping = mapping;
    this.expressions = expressions;
  }

  /** What a slot of a kept row holds where the row had nothing for it. */
  private static final byte[] ABSENT = new byte[0];

  @Override
  public boolean next(RawRow row, RejectedRows rejected) throws IOException {
    if (ready.isEmpty() && !ended) {
      read(row, rejected);
    }
    byte[][] texts = ready.poll();
    if (texts == null) {
      return false;
    }
    row.clear();
    for (int slot = 0; slot < texts.length; slot++) {
      if (texts[slot] == null) {
        row.setNull(slot);
      } else if (texts[slot] != ABSENT) {
        row.set(slot, texts[slot], 0, texts[slot].length);
      }
    }
    return true;
  }

  private void read(RawRow row, RejectedRows rejected) throws IOException {
    List<byte[][]> kept = new ArrayList<>();
    List<byte[][]> inputs = new ArrayList<>();
    while (kept.size() < BATCH_ROWS) {
      if (!rows.next(row, rejected)) {
        ended = true;
        break;
      }
      byte[][] texts = new byte[mapping.slots()][];
      for (int slot = 0; slot < texts.length; slot++) {
        texts[slot] =
            switch (row.state[slot]) {
              case RawRow.TEXT ->
                  Arrays.copyOfRange(row.buffer[slot], row.start[slot], row.end[slot]);
              case RawRow.NULL -> null;
              default -> ABSENT;
            };
      }
      byte[][] input = new byte[mapping.inputs().size()][];
      for (int i = 0; i < input.length; i++) {
        byte[] text = texts[mapping.inputs().get(i).slot()];
        input[i] = text == ABSENT ? null : text;
      }
      kept.add(texts);
      inputs.add(input);
    }
    if (kept.isEmpty()) {
      return;
    }
    List<byte[][]> results = expressions.compute(inputs);
    for (int i = 0; i < kept.size(); i++) {
      for (int d = 0; d < mapping.derived().size(); d++) {
        kept.get(i)[mapping.derived().get(d).target()] = results.get(i)[d];
      }
      ready.add(kept.get(i));
    }
  }
}
