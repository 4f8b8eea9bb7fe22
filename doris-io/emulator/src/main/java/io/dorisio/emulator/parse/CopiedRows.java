package io.dorisio.emulator.parse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Rows with the columns that are a constant or the same as another. */
final class CopiedRows implements RowReader {
  private final RowReader rows;
  private final ColumnMapping mapping;
  private final byte[][] constants;

  CopiedRows(RowReader rows, ColumnMapping mapping) {
    this.rows = rows;
    this.mapping = mapping;
    this.constants =
        mapping.constants().stream()
            .map(constant -> constant.text().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  @Override
  public boolean next(RawRow row, RejectedRows rejected) throws IOException {
    if (!rows.next(row, rejected)) {
      return false;
    }
    for (ColumnMapping.Copy copy : mapping.copies()) {
      row.copy(copy.source(), copy.target());
    }
    for (int i = 0; i < constants.length; i++) {
      row.set(mapping.constants().get(i).target(), constants[i], 0, constants[i].length);
    }
    return true;
  }
}
