package io.dorisio.pipelines;

/** How the value of a Kafka record is read. */
public enum RecordFormat {
  /** One JSON object a record; its keys are the column names. */
  JSON
}
