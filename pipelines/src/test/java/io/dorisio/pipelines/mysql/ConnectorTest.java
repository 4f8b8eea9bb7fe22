package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorTest {

  /** Flink loads each job's classes anew, while its JVM stays. */
  @ParameterizedTest
  @CsvSource({"MYSQL, com.mysql.cj.jdbc.Driver", "MARIADB, org.mariadb.jdbc.Driver"})
  void aLaterJobOfTheJvmFindsItsDriver(Connector connector, String driver) throws Exception {
    assertTrue(DriverManager.drivers().count() > 0, "DriverManager has looked for drivers before");
    try (URLClassLoader job =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Callable<?> drivers =
          (Callable<?>)
              job.loadClass(DriversOfATask.class.getName())
                  .getConstructor(String.class)
                  .newInstance(connector.name());

      assertTrue(((List<?>) drivers.call()).contains(driver), () -> "of " + connector);
    }
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(ConnectorTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return new File(entry).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Runs with the class loader of a job. */
  public static final class DriversOfATask implements Callable<List<String>> {
    private final String connector;

    public DriversOfATask(String connector) {
      this.connector = connector;
    }

    @Override
    public List<String> call() {
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(DriversOfATask.class.getClassLoader());
      try {
        Connector.valueOf(connector).newTask();
        return DriverManager.drivers().map(driver -> driver.getClass().getName()).toList();
      } finally {
        Thread.currentThread().setContextClassLoader(before);
      }
    }
  }
}
