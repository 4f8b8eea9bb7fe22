package io.dorisio.pipelines.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The command line of a demo: {@code --name=value}, or {@code --name} for what is on or off. */
public final class DemoArguments {
  private final Map<String, String> given;

  private DemoArguments(Map<String, String> given) {
    this.given = given;
  }

  /**
   * Reads a command line.
   *
   * @param names of the options there are
   * @param usage for the message about one that is none
   * @throws IllegalArgumentException naming the option that is none
   */
  public static DemoArguments parse(Set<String> names, String usage, String... args) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      if (!name.startsWith("--") || !names.contains(name.substring(2))) {
        throw new IllegalArgumentException("Unknown option " + name + "\n" + usage);
      }
      given.put(name.substring(2), equals < 0 ? "true" : arg.substring(equals + 1));
    }
    return new DemoArguments(given);
  }

  public boolean has(String name) {
    return given.containsKey(name);
  }

  public boolean flag(String name) {
    return Boolean.parseBoolean(given.get(name));
  }

  public String text(String name, String byDefault) {
    return given.getOrDefault(name, byDefault);
  }

  /**
   * A number, which may have underscores.
   *
   * @throws IllegalArgumentException naming the option that is not positive
   */
  public long positive(String name, long byDefault) {
    String text = given.get(name);
    if (text == null) {
      return byDefault;
    }
    try {
      long value = Long.parseLong(text.replace("_", ""));
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notPositive(name, text, e);
    }
    throw notPositive(name, text, null);
  }

  private static IllegalArgumentException notPositive(
      String name, String text, NumberFormatException cause) {
    return new IllegalArgumentException(
        "--" + name + "=" + text + " is not a positive whole number.", cause);
  }
}
