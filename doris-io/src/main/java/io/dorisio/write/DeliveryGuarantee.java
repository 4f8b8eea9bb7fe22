package io.dorisio.write;

import io.dorisio.client.CommitMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a write promises of each row when something fails, and what that costs. All but the first
 * commit loads as a bundle ends, so that rows are visible before the next checkpoint; and are
 * written again when the runner runs a bundle again.
 */
public enum DeliveryGuarantee {
  /**
   * No row is lost or doubled. Loads are pre-committed when a bundle ends, and committed when the
   * runner has made it durable: on Flink, once a checkpoint. The default.
   */
  EXACTLY_ONCE(CommitMode.TWO_PHASE),
  /**
   * No row is lost; those of a bundle that fails may be doubled, in tables without a unique key.
   * Loads have labels: one whose answer was lost is looked up, and not sent again if it was
   * committed, so that failures of servers and networks double nothing.
   *
   * <p>It takes half the requests of {@link #EXACTLY_ONCE}, no slots for stable input, and works
   * where the server refuses two-phase commit (cloud mode, unique merge-on-write tables).
   */
  AT_LEAST_ONCE(CommitMode.ONE_PHASE),
  /**
   * No row is lost; any may be doubled, also by a failure of the network alone, since these loads
   * have no labels: one whose answer was lost is sent again. The server joins many small loads to
   * one transaction, for writes that are frequent and small. The bundle waits until it commits:
   * {@code group_commit_interval_ms} of the table, ten seconds by default.
   *
   * <p>Needs Doris 2.1. Rows of one key are written in no certain order, within a shard too; tables
   * with a unique key should have a sequence column. Refused with partial updates and with
   * partitions given, where the server would leave group commit out without a word.
   */
  GROUP_COMMIT_SYNC(CommitMode.GROUP_SYNC),
  /**
   * As {@link #GROUP_COMMIT_SYNC}, without the wait: a load counts as committed when one backend
   * has written its rows to its log. They are visible after the table's interval; and are
   * <b>lost</b> if that backend loses its disk before. Loads are sent when the bundle ends, not
   * while it runs: the server takes only bodies of a known length so.
   */
  GROUP_COMMIT_ASYNC(CommitMode.GROUP_ASYNC);

  private final CommitMode mode;

  DeliveryGuarantee(CommitMode mode) {
    this.mode = mode;
  }

  CommitMode mode() {
    return mode;
  }

  /** Whether the server knows loads by our labels. */
  boolean isLabelled() {
    return mode.isLabelled();
  }

  /** Whether loads are sent whole, and not while they are made. */
  boolean sendsWholeLoads() {
    return mode == CommitMode.GROUP_ASYNC;
  }

  /**
   * Checks that loads with these headers can be had with this.
   *
   * @throws IllegalArgumentException naming the header, if the server would leave group commit out
   *     because of it ({@code stream_load.cpp}, {@code _handle_group_commit})
   */
  public void check(Map<String, String> headers) {
    if (isLabelled()) {
      return;
    }
    headers.forEach(
        (name, value) -> {
          if (excludesGroupCommit(name.toLowerCase(Locale.ROOT), value)) {
            throw new IllegalArgumentException(
                this
                    + " cannot be had with the load property "
                    + name
                    + "="
                    + value
                    + ": Doris would leave group commit out. Use AT_LEAST_ONCE or EXACTLY_ONCE");
          }
        });
  }

  private static boolean excludesGroupCommit(String name, String value) {
    return switch (name) {
      case "partial_columns" -> value.strip().equalsIgnoreCase("true");
      case "unique_key_update_mode" ->
          List.of("UPDATE_FIXED_COLUMNS", "UPDATE_FLEXIBLE_COLUMNS")
              .contains(value.strip().toUpperCase(Locale.ROOT));
      case "partitions", "temporary_partitions" -> !value.isBlank();
      default -> false;
    };
  }
}
