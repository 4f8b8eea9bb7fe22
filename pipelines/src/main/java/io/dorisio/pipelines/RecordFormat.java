package io.dorisio.pipelines;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dorisio.cdc.ChangeFormat;

/** How a Kafka record is read. */
public enum RecordFormat {
  /** One JSON object a record; its keys are the column names. */
  @JsonProperty("json")
  @JsonAlias("JSON")
  JSON(ChangeFormat.JSON),
  /** Changes as Debezium tells them, through Kafka Connect's JsonConverter. */
  @JsonProperty("debezium-json")
  @JsonAlias("DEBEZIUM_JSON")
  DEBEZIUM_JSON(ChangeFormat.DEBEZIUM_JSON),
  /** Changes as Canal tells them, in flat messages. */
  @JsonProperty("canal-json")
  @JsonAlias("CANAL_JSON")
  CANAL_JSON(ChangeFormat.CANAL_JSON),
  /** Changes as Maxwell tells them. */
  @JsonProperty("maxwell-json")
  @JsonAlias("MAXWELL_JSON")
  MAXWELL_JSON(ChangeFormat.MAXWELL_JSON);

  private final ChangeFormat changes;

  RecordFormat(ChangeFormat changes) {
    this.changes = changes;
  }

  /** Whether records tell changes; otherwise each is a row. */
  boolean isChange() {
    return this != JSON;
  }

  ChangeFormat changes() {
    return changes;
  }
}
