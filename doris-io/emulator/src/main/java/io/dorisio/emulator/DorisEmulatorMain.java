package io.dorisio.emulator;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the stand-in alone. */
public final class DorisEmulatorMain {
  private static final String USAGE =
      """
      Usage: java -jar doris-emulator.jar [options]
        --fe-port=8030       port of the first frontend, the others follow; 0 takes free ones
        --be-port=8040       port of the first backend, the others follow; 0 takes free ones
        --admin-port=8090    port of the admin API, which no fault strikes; 0 takes a free one
        --frontends=1        how many frontends
        --backends=1         how many backends
        --host=127.0.0.1     address to listen on and to give to clients
        --data-dir=DIR       keep tables and transactions there; in memory by default
        --user=root          the one user
        --password=          its password
        --counting           count the rows of loads and store none, to measure clients
        --drop-chunked-labels  drop the label of chunked loads without group_commit: off_mode,
                             as the newest servers do
        --equal-keys-seed=n  let any of a load's rows with equal keys stand, not the last
        --set name=value     a setting under Doris's name, such as label_num_threshold=10
      """;

  private DorisEmulatorMain() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
    if (List.of(args).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    EmulatorBuilder builder;
    try {
      builder = builder(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
      return;
    }
    DorisEmulator emulator = builder.start();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    emulator.close();
                  } catch (Exception e) {
                    System.err.println("The emulator did not stop cleanly: " + e);
                  }
                  stopped.countDown();
                }));
    emulator.frontendAddresses().forEach(fe -> System.out.println("Doris FE http://" + fe));
    emulator.backendAddresses().forEach(be -> System.out.println("Doris BE http://" + be));
    System.out.println("Emulator http://" + emulator.adminAddress());
    stopped.await();
  }

  private static EmulatorBuilder builder(String[] args) {
    EmulatorBuilder builder = DorisEmulator.builder().fePort(8030).bePort(8040).adminPort(8090);
    String user = "root";
    String password = "";
    for (int i = 0; i < args.length; i++) {
      // --set name=value and --set=name=value alike.
      String arg = args[i].equals("--set") && i + 1 < args.length ? "--set=" + args[++i] : args[i];
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      String value = equals < 0 ? "" : arg.substring(equals + 1);
      switch (name) {
        case "--fe-port" -> builder.fePort(Integer.parseInt(value));
        case "--be-port" -> builder.bePort(Integer.parseInt(value));
        case "--admin-port" -> builder.adminPort(Integer.parseInt(value));
        case "--frontends" -> builder.frontends(Integer.parseInt(value));
        case "--backends" -> builder.backends(Integer.parseInt(value));
        case "--host" -> builder.host(value);
        case "--data-dir" -> builder.dataDir(Path.of(value));
        case "--user" -> user = value;
        case "--password" -> password = value;
        case "--set" -> {
          int split = value.indexOf('=');
          builder.set(value.substring(0, Math.max(0, split)), value.substring(split + 1));
        }
        case "--equal-keys-seed" -> builder.arbitraryAmongEqualKeys(Long.parseLong(value));
        case "--counting" -> builder.counting(true);
        case "--drop-chunked-labels" -> builder.dropsChunkedLabels(true);
        default -> throw new IllegalArgumentException("Unknown option " + name);
      }
    }
    return builder.user(user, password);
  }
}
