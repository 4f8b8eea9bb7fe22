package io.dorisio.flink;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The Flink runner's options by name. Read from the runner's own interface, by reflection: the
 * library must not depend on a runner, and a look-alike interface, as KafkaIO has one, cannot
 * repeat the defaults of {@code maxBundleSize} and {@code maxBundleTimeMills}, which classes of the
 * runner compute; Beam refuses two interfaces whose defaults differ.
 */
public final class FlinkOptions {

  private static final String PACKAGE = "org.apache.beam.runners.flink.";
  private static final String INTERFACE = PACKAGE + "FlinkPipelineOptions";

  private final PipelineOptions options;
  private final Class<? extends PipelineOptions> type;

  private FlinkOptions(PipelineOptions options, Class<? extends PipelineOptions> type) {
    this.options = options.as(type);
    this.type = type;
  }

  /** Whether these options name the Flink runner, or its test runner. */
  public static boolean isFlink(PipelineOptions options) {
    return options.getRunner() != null && options.getRunner().getName().startsWith(PACKAGE);
  }

  /**
   * These options as the Flink runner's.
   *
   * @throws IllegalStateException if the Flink runner is not on the class path
   */
  public static FlinkOptions of(PipelineOptions options) {
    ClassLoader loader =
        isFlink(options)
            ? options.getRunner().getClassLoader()
            : Thread.currentThread().getContextClassLoader();
    try {
      return new FlinkOptions(
          options, Class.forName(INTERFACE, true, loader).asSubclass(PipelineOptions.class));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "The Flink runner is not on the class path: add org.apache.beam:beam-runners-flink-1.19",
          e);
    }
  }

  /** How often loads are committed, if the runner is Flink and takes checkpoints. */
  public static Optional<Duration> checkpointInterval(PipelineOptions options) {
    if (!isFlink(options)) {
      return Optional.empty();
    }
    long millis = of(options).number("checkpointingInterval");
    return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
  }

  /** Spares copies between chained steps; DorisIO changes no element that it was given. */
  public void setForSpeed() {
    setFlag("objectReuse", true);
    setFlag("fasterCopy", true);
  }

  long number(String property) {
    return ((Number) call("get" + capitalized(property))).longValue();
  }

  boolean flag(String property) {
    return (Boolean) call("get" + capitalized(property));
  }

  String text(String property) {
    return String.valueOf(call("get" + capitalized(property)));
  }

  /** Sets an option whose type is long or int. */
  void setNumber(String property, long value) {
    Class<?> propertyType = getterType(property);
    boolean isInt = propertyType == int.class || propertyType == Integer.class;
    set(property, propertyType, isInt ? (Object) Math.toIntExact(value) : (Object) value);
  }

  void setFlag(String property, boolean value) {
    set(property, getterType(property), value);
  }

  void setText(String property, String value) {
    set(property, String.class, value);
  }

  private void set(String property, Class<?> propertyType, Object value) {
    invoke("set" + capitalized(property), new Class<?>[] {propertyType}, value);
  }

  private Class<?> getterType(String property) {
    try {
      return type.getMethod("get" + capitalized(property)).getReturnType();
    } catch (NoSuchMethodException e) {
      throw unknown(property, e);
    }
  }

  private Object call(String getter) {
    return invoke(getter, new Class<?>[0]);
  }

  private Object invoke(String method, Class<?>[] types, Object... arguments) {
    try {
      return type.getMethod(method, types).invoke(options, arguments);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw unknown(method, e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(INTERFACE + "." + method + " failed", e.getCause());
    }
  }

  private static IllegalStateException unknown(String what, Exception cause) {
    return new IllegalStateException(
        "The Flink runner on the class path has no option " + what + ": DorisIO needs Beam 2.63+",
        cause);
  }

  private static String capitalized(String property) {
    return property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
  }
}
