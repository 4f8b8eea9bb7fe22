package io.dorisio.pipelines.mysql;

import java.io.Serializable;
import java.util.Map;

/** What to read, the same for every server. It is part of the runner's checkpoints. */
record ReadSpec(
    Connector connector,
    String databases,
    String tables,
    SnapshotMode snapshotMode,
    boolean schemas,
    Map<String, String> properties)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
