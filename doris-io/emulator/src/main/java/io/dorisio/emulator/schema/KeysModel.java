package io.dorisio.emulator.schema;

/** What a table does with rows of equal keys. */
public enum KeysModel {
  DUPLICATE("DUP_KEYS"),
  UNIQUE("UNIQUE_KEYS"),
  AGGREGATE("AGG_KEYS");

  private final String keysType;

  KeysModel(String keysType) {
    this.keysType = keysType;
  }

  /** The name in the schema interface (doris-protocol 6). */
  public String keysType() {
    return keysType;
  }
}
