package io.dorisio.client;

/** What a table does with rows of equal keys. */
public enum KeysModel {
  DUPLICATE("DUP_KEYS"),
  UNIQUE("UNIQUE_KEYS"),
  AGGREGATE("AGG_KEYS"),
  /** A kind of table that this client does not know. */
  OTHER("");

  private final String keysType;

  KeysModel(String keysType) {
    this.keysType = keysType;
  }

  /** Reads the {@code keysType} of a schema (Doris: {@code KeysType.java}). */
  static KeysModel parse(String keysType) {
    for (KeysModel model : values()) {
      if (model.keysType.equals(keysType)) {
        return model;
      }
    }
    return OTHER;
  }
}
