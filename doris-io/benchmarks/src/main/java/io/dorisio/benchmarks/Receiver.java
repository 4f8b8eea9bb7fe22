package io.dorisio.benchmarks;

import io.dorisio.emulator.DorisEmulator;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The receiving end, in a JVM of its own: the local Doris, which counts rows and stores none. Says
 * where it listens, and then answers each line, the id of a transaction, with the loads since.
 */
final class Receiver {

  static final String END = "end";

  private Receiver() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
    try (DorisEmulator doris = DorisEmulator.builder().counting(true).start()) {
      doris.execute("CREATE DATABASE bench");
      int tables = 0;
      for (Case what : Case.values()) {
        tables = Math.max(tables, what.tables());
      }
      for (int i = 0; i < tables; i++) {
        doris.execute(Events.createTable(Events.tableOf(i, tables), false));
      }
      doris.execute(Events.createTable("bench.changes", true));
      System.out.println(doris.frontendAddress() + " " + doris.backendAddress());
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        long since = Long.parseLong(line.trim());
        doris.transactions().stream()
            .filter(transaction -> transaction.id() > since)
            .forEach(transaction -> System.out.println(describe(transaction)));
        System.out.println(END);
      }
    }
  }

  private static String describe(TransactionRecord load) {
    return String.join(
        ",",
        String.valueOf(load.id()),
        load.state().name(),
        load.table(),
        String.valueOf(load.loadedRows()),
        String.valueOf(load.bytes()),
        millis(load.beginTime()),
        millis(load.preCommitTime()),
        millis(load.commitTime()),
        millis(load.finishTime()));
  }

  private static String millis(Instant time) {
    return time == null ? "" : String.valueOf(time.toEpochMilli());
  }
}
