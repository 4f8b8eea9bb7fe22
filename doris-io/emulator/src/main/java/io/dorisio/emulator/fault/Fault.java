package io.dorisio.emulator.fault;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A fault to be: of what kind, for whom, how often. Names are patterns in which {@code *} stands
 * for anything.
 *
 * @param node of the cluster, as {@code be-0} or {@code fe-1}
 * @param afterBytes where in a body it strikes
 * @param spreadBytes up to how many bytes later it strikes, at random
 * @param duration how long it lasts; zero until it is removed
 * @param times how often it may strike
 * @param probability with which a request that fits is struck
 * @param seed of its random numbers
 */
public record Fault(
    FaultKind kind,
    String database,
    String table,
    String label,
    String node,
    long afterBytes,
    long spreadBytes,
    Duration duration,
    int times,
    double probability,
    long seed) {

  /** One that strikes every request that it can strike until it is removed. */
  public static Fault of(FaultKind kind) {
    return new Fault(kind, "*", "*", "*", "*", 0, 0, Duration.ZERO, Integer.MAX_VALUE, 1, 0);
  }

  /** Only loads and transactions of that database. */
  public Fault database(String pattern) {
    return new Fault(
        kind,
        pattern,
        table,
        label,
        node,
        afterBytes,
        spreadBytes,
        duration,
        times,
        probability,
        seed);
  }

  /** Only loads and transactions of that table. */
  public Fault table(String pattern) {
    return new Fault(
        kind,
        database,
        pattern,
        label,
        node,
        afterBytes,
        spreadBytes,
        duration,
        times,
        probability,
        seed);
  }

  /** Only loads and transactions of that label. */
  public Fault label(String pattern) {
    return new Fault(
        kind,
        database,
        table,
        pattern,
        node,
        afterBytes,
        spreadBytes,
        duration,
        times,
        probability,
        seed);
  }

  /** Only on that node. */
  public Fault node(String pattern) {
    return new Fault(
        kind,
        database,
        table,
        label,
        pattern,
        afterBytes,
        spreadBytes,
        duration,
        times,
        probability,
        seed);
  }

  /** In the body once that many bytes were received. */
  public Fault afterBytes(long bytes) {
    return new Fault(
        kind, database, table, label, node, bytes, spreadBytes, duration, times, probability, seed);
  }

  /** Later by a random number of bytes below this one. */
  public Fault spreadBytes(long bytes) {
    return new Fault(
        kind, database, table, label, node, afterBytes, bytes, duration, times, probability, seed);
  }

  /** For so long. */
  public Fault lasting(Duration time) {
    return new Fault(
        kind,
        database,
        table,
        label,
        node,
        afterBytes,
        spreadBytes,
        time,
        times,
        probability,
        seed);
  }

  /** That often at most. */
  public Fault times(int count) {
    return new Fault(
        kind,
        database,
        table,
        label,
        node,
        afterBytes,
        spreadBytes,
        duration,
        count,
        probability,
        seed);
  }

  /** Not every request that fits, but so large a part. */
  public Fault probability(double part) {
    return new Fault(
        kind, database, table, label, node, afterBytes, spreadBytes, duration, times, part, seed);
  }

  /** Where its random numbers start. */
  public Fault seed(long start) {
    return new Fault(
        kind,
        database,
        table,
        label,
        node,
        afterBytes,
        spreadBytes,
        duration,
        times,
        probability,
        start);
  }

  boolean fits(FaultTarget target) {
    return fits(database, target.database())
        && fits(table, target.table())
        && fits(label, target.label())
        && fits(node, target.node());
  }

  private static boolean fits(String pattern, String name) {
    if (pattern.equals("*") || pattern.equals(name)) {
      return true;
    }
    return pattern.contains("*")
        && Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), name);
  }
}
