package io.dorisio.cdc;

/** The formats of change messages. */
public enum ChangeFormat {
  /** Debezium's events through Kafka Connect's JsonConverter, with or without schemas. */
  DEBEZIUM_JSON,
  /** Canal's FlatMessage. */
  CANAL_JSON,
  /** Maxwell's rows and DDL. */
  MAXWELL_JSON,
  /** An object a row, without a word of what changed: an upsert; no value with a key: a delete. */
  JSON;

  /**
   * Its parser.
   *
   * @throws IllegalArgumentException if the options lack what the format needs
   */
  public ChangeParser parser(ParserOptions options) {
    return switch (this) {
      case DEBEZIUM_JSON -> new DebeziumParser(options);
      case CANAL_JSON -> new CanalParser(options);
      case MAXWELL_JSON -> new MaxwellParser(options);
      case JSON -> new RowJsonParser(options);
    };
  }
}
