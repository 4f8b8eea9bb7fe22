package io.dorisio.client;

/** What {@code get_load_state} says of a label (Doris: {@code GetStreamLoadState.java}). */
public enum LoadState {
  PREPARE,
  PRECOMMITTED,
  COMMITTED,
  VISIBLE,
  ABORTED,
  /** Never seen, or forgotten: finished labels are kept for 12 hours or 2000 transactions. */
  UNKNOWN;

  /** Whether the rows are, or will shortly be, in the table. */
  public boolean isCommitted() {
    return this == COMMITTED || this == VISIBLE;
  }

  static LoadState parse(String text) {
    for (LoadState state : values()) {
      if (state.name().equals(text)) {
        return state;
      }
    }
    return UNKNOWN;
  }
}
