package io.dorisio.emulator;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the stand-in alone. */
public final class DorisEmulatorMain {
  private static final String USAGE =
      """
      Usage: java -jar doris-emulator.jar [options]
        --fe-port=8030       port of the frontend; 0 takes a free one
        --be-port=8040       port of the backend; 0 takes a free one
        --host=127.0.0.1     address to listen on and to give to clients
        --data-dir=DIR       keep tables and transactions there; in memory by default
        --user=root          the one user
        --password=          its password
      """;

  private DorisEmulatorMain() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
    EmulatorBuilder builder = DorisEmulator.builder().fePort(8030).bePort(8040);
    String user = "root";
    String password = "";
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      String value = equals < 0 ? "" : arg.substring(equals + 1);
      switch (name) {
        case "--fe-port" -> builder.fePort(Integer.parseInt(value));
        case "--be-port" -> builder.bePort(Integer.parseInt(value));
        case "--host" -> builder.host(value);
        case "--data-dir" -> builder.dataDir(Path.of(value));
        case "--user" -> user = value;
        case "--password" -> password = value;
        case "--help" -> {
          System.out.print(USAGE);
          return;
        }
        default -> {
          System.err.println("Unknown option " + name);
          System.err.print(USAGE);
          System.exit(2);
        }
      }
    }
    DorisEmulator emulator = builder.user(user, password).start();
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
    System.out.println("Doris FE http://" + emulator.frontendAddress());
    System.out.println("Doris BE http://" + emulator.backendAddress());
    stopped.await();
  }
}
