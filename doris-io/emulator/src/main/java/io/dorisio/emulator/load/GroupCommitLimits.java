package io.dorisio.emulator.load;

import io.dorisio.emulator.schema.TableSchema;
import java.time.Duration;

/**
 * When a group is committed at the latest (PropertyAnalyzer; the defaults are those of Config).
 *
 * @param interval group_commit_interval_ms, 10 s unless the table says otherwise
 * @param dataBytes group_commit_data_bytes, 128 MB unless the table says otherwise; here the bytes
 *     of a body, there those of its blocks
 */
record GroupCommitLimits(Duration interval, long dataBytes) {
  private static final String INTERVAL_MS = "group_commit_interval_ms";
  private static final String DATA_BYTES = "group_commit_data_bytes";

  static GroupCommitLimits of(TableSchema table) {
    return new GroupCommitLimits(
        Duration.ofMillis(number(table, INTERVAL_MS, 10_000)),
        number(table, DATA_BYTES, 134_217_728));
  }

  private static long number(TableSchema table, String property, long otherwise) {
    String value = table.properties().get(property);
    return value == null ? otherwise : Long.parseLong(value);
  }
}
