package io.dorisio.client;

import java.util.Map;

/** Who commits a load, and when: a matter of its headers (Doris: {@code stream_load.cpp}). */
public enum CommitMode {
  /** The load is pre-committed when it is answered, and committed by a request of its own. */
  TWO_PHASE("true", "off_mode"),
  /** The load is committed, and as a rule visible, when it is answered. */
  ONE_PHASE("false", "off_mode"),
  /**
   * The server commits it together with others, and answers when that is done. It has no label of
   * ours. From Doris 2.1.
   */
  GROUP_SYNC("false", "sync_mode"),
  /**
   * The server answers when it has written the rows to the log of one backend, and commits them
   * later with others. Only bodies whose length is known are taken so: others become {@link
   * #GROUP_SYNC} ones (Doris: group-commit-manual.md). From Doris 2.1.
   */
  GROUP_ASYNC("false", "async_mode");

  private static final String NO_GROUP = "off_mode";

  private final String twoPhaseCommit;
  private final String groupCommit;

  CommitMode(String twoPhaseCommit, String groupCommit) {
    this.twoPhaseCommit = twoPhaseCommit;
    this.groupCommit = groupCommit;
  }

  /** Whether the load is known by our label; else the server makes one up. */
  public boolean isLabelled() {
    return groupCommit.equals(NO_GROUP);
  }

  /**
   * Every mode says whether it wants a group commit: the newest servers drop the label of a chunked
   * load that does not (stream_load.cpp, _can_group_commit).
   */
  Map<String, String> headers() {
    return Map.of("two_phase_commit", twoPhaseCommit, "group_commit", groupCommit);
  }
}
