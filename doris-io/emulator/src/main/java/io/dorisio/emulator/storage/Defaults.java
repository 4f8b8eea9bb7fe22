package io.dorisio.emulator.storage;

import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Default values in the store's words. */
final class Defaults {
  private Defaults() {}

  static String of(Column column) {
    if (column.defaultValue() == null) {
      return "CAST(NULL AS " + column.type().duckdbType() + ")";
    }
    String text =
        column.hasCurrentTimestampDefault()
            ? LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString()
            : column.defaultValue();
    String type =
        column.type().kind() == ColumnType.Kind.BOOLEAN ? "BOOLEAN" : column.type().duckdbType();
    return "CAST(" + Names.literal(text) + " AS " + type + ")";
  }
}
