package io.dorisio.pipelines.mysql;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a job reads that begins without a checkpoint. */
public enum SnapshotMode {
  /** The rows that the tables hold, then what changes in them. */
  @JsonProperty("initial")
  @JsonAlias("INITIAL")
  INITIAL("initial"),
  /** What changes in the tables from now on. */
  @JsonProperty("no_data")
  @JsonAlias("NO_DATA")
  NO_DATA("no_data");

  private final String debeziumName;

  SnapshotMode(String debeziumName) {
    this.debeziumName = debeziumName;
  }

  String debeziumName() {
    return debeziumName;
  }
}
