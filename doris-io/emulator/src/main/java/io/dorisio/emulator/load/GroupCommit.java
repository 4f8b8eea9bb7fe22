package io.dorisio.emulator.load;

import io.dorisio.emulator.error.DorisException;
import java.util.Locale;
import java.util.UUID;

/**
 * Whether a load is committed with others under a label of the server's making, and what becomes of
 * the client's label (be/src/http/action/stream_load.cpp, _handle_group_commit and
 * _can_group_commit; doris-protocol 2.4).
 *
 * @param label the label the load goes under; empty where the server has to make one
 */
record GroupCommit(Mode mode, String label) {
  enum Mode {
    OFF,
    SYNC,
    ASYNC
  }

  boolean isOn() {
    return mode != Mode.OFF;
  }

  /**
   * Decides.
   *
   * @param dropsChunkedLabels whether the server is one of the newest, which drop the label of
   *     chunked loads also where nobody asked for a group commit
   */
  static GroupCommit of(LoadRequest request, boolean twoPhaseCommit, boolean dropsChunkedLabels)
      throws DorisException {
    String header = request.header("group_commit");
    Mode mode =
        switch (header.toLowerCase(Locale.ROOT)) {
          case "", "off_mode" -> Mode.OFF;
          case "sync_mode" -> Mode.SYNC;
          case "async_mode" -> Mode.ASYNC;
          default ->
              throw DorisException.backend(
                  DorisException.INVALID_ARGUMENT,
                  "group_commit can only be [async_mode, sync_mode, off_mode]");
        };
    String label = request.header("label");
    boolean dropsLabel = mode != Mode.OFF || (header.isEmpty() && dropsChunkedLabels);
    if (request.isChunked() && dropsLabel) {
      label = "";
    }
    if (mode == Mode.OFF || isIgnored(request, twoPhaseCommit)) {
      return new GroupCommit(Mode.OFF, label);
    }
    if (!label.isEmpty()) {
      throw DorisException.backend(
          DorisException.INVALID_ARGUMENT, "label and group_commit can't be set at the same time");
    }
    return new GroupCommit(mode, newLabel());
  }

  /** The form is that of the documentation: {@code group_commit_<hex>_<hex>}. */
  private static String newLabel() {
    UUID id = UUID.randomUUID();
    return "group_commit_"
        + Long.toHexString(id.getMostSignificantBits())
        + "_"
        + Long.toHexString(id.getLeastSignificantBits());
  }

  private static boolean isIgnored(LoadRequest request, boolean twoPhaseCommit) {
    String updateMode = request.header("unique_key_update_mode").toUpperCase(Locale.ROOT);
    return twoPhaseCommit
        || (!request.isChunked() && request.header("Content-Length").equals("0"))
        || request.header("partial_columns").equalsIgnoreCase("true")
        || !request.header("partitions").isEmpty()
        || !request.header("temporary_partitions").isEmpty()
        || updateMode.equals("UPDATE_FIXED_COLUMNS")
        || updateMode.equals("UPDATE_FLEXIBLE_COLUMNS");
  }
}
