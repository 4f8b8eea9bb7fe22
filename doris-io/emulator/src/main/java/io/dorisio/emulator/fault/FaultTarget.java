package io.dorisio.emulator.fault;

/**
 * Whom a fault may strike.
 *
 * @param node {@code fe-0}, {@code be-1}, …; empty where no node is asked
 */
public record FaultTarget(String database, String table, String label, String node) {

  /** A request that names no table. */
  public static FaultTarget ofNode(String node) {
    return new FaultTarget("", "", "", node);
  }
}
