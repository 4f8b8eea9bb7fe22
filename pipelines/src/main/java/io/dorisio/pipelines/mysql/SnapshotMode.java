package io.dorisio.pipelines.mysql;

/** What a job reads that begins without a checkpoint. */
public enum SnapshotMode {
  /** The rows that the tables hold, then what changes in them. */
  INITIAL("initial"),
  /** What changes in the tables from now on. */
  NO_DATA("no_data");

  private final String debeziumName;

  SnapshotMode(String debeziumName) {
    this.debeziumName = debeziumName;
  }

  String debeziumName() {
    return debeziumName;
  }
}
