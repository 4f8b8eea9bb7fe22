package io.dorisio.emulator.config;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the settings are at the moment. */
public final class Settings {
  private final Map<Setting, String> values = new ConcurrentHashMap<>();

  /**
   * Changes a setting.
   *
   * @throws IllegalArgumentException for a value that is none
   */
  public void set(Setting setting, String value) {
    boolean valid =
        switch (setting.type()) {
          case INT, LONG -> value.matches("-?\\d{1,18}");
          case BOOLEAN -> value.equals("true") || value.equals("false");
          case STRING -> true;
        };
    if (!valid) {
      throw new IllegalArgumentException(
          "no " + setting.type().shown() + " for " + setting.key() + ": " + value);
    }
    values.put(setting, value);
  }

  public String get(Setting setting) {
    return values.getOrDefault(setting, setting.initial());
  }

  public long number(Setting setting) {
    return Long.parseLong(get(setting));
  }

  public boolean isOn(Setting setting) {
    return Boolean.parseBoolean(get(setting));
  }

  /** A setting that is a number of seconds. */
  public Duration seconds(Setting setting) {
    return Duration.ofSeconds(number(setting));
  }
}
