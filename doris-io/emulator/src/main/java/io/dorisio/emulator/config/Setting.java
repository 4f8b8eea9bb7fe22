package io.dorisio.emulator.config;

import java.util.Locale;

/**
 * The settings that the stand-in obeys, with the defaults of recent servers (Config.java,
 * be/src/common/config.cpp; doris-protocol 4.5, 8).
 */
public enum Setting {
  MAX_RUNNING_TXN_NUM_PER_DB(Type.INT, "10000"),
  STREAM_LOAD_DEFAULT_TIMEOUT_SECOND(Type.INT, "259200"),
  STREAM_LOAD_DEFAULT_PRECOMMIT_TIMEOUT_SECOND(Type.INT, "3600"),
  MAX_STREAM_LOAD_TIMEOUT_SECOND(Type.INT, "259200"),
  MIN_LOAD_TIMEOUT_SECOND(Type.INT, "1"),
  STREAMING_LABEL_KEEP_MAX_SECOND(Type.INT, "43200"),
  LABEL_NUM_THRESHOLD(Type.INT, "2000"),
  TRANSACTION_CLEAN_INTERVAL_SECOND(Type.INT, "30"),
  DISABLE_LOAD_JOB(Type.BOOLEAN, "false"),
  HEARTBEAT_INTERVAL_SECOND(Type.LONG, "10"),
  ABORT_TXN_AFTER_LOST_HEARTBEAT_TIME_SECOND(Type.INT, "300"),
  STREAMLOAD_REDIRECT_POLICY(Type.STRING, ""),
  STREAM_LOAD_REDIRECT_BOUNDED_DRAIN_MAX_IDLE_TIME_MS(Type.INT, "1000"),

  /** A backend waits half as long for a publish (doris-protocol 4.5). */
  TXN_COMMIT_RPC_TIMEOUT_MS(Type.INT, "60000", false),
  ENABLE_ALL_HTTP_AUTH(Type.BOOLEAN, "false", false);

  /** The types as SHOW FRONTEND CONFIG names them. */
  public enum Type {
    INT("int"),
    LONG("long"),
    BOOLEAN("boolean"),
    STRING("String");

    private final String shown;

    Type(String shown) {
      this.shown = shown;
    }

    public String shown() {
      return shown;
    }
  }

  private final Type type;
  private final String initial;
  private final boolean frontend;

  Setting(Type type, String initial) {
    this(type, initial, true);
  }

  Setting(Type type, String initial, boolean frontend) {
    this.type = type;
    this.initial = initial;
    this.frontend = frontend;
  }

  /** The name in the configuration file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Type type() {
    return type;
  }

  String initial() {
    return initial;
  }

  /** Whether it is a frontend's; else it is a backend's. */
  public boolean isFrontend() {
    return frontend;
  }

  /** The setting of that name, or null. */
  public static Setting of(String key) {
    for (Setting setting : values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
    }
    return null;
  }
}
