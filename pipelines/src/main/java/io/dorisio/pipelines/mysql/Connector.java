package io.dorisio.pipelines.mysql;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.debezium.config.Configuration;
import io.debezium.connector.binlog.jdbc.BinlogConnectorConnection;
import io.debezium.connector.mariadb.MariaDbConnector;
import io.debezium.connector.mariadb.MariaDbConnectorConfig;
import io.debezium.connector.mariadb.MariaDbConnectorTask;
import io.debezium.connector.mariadb.jdbc.MariaDbConnection;
import io.debezium.connector.mariadb.jdbc.MariaDbConnectionConfiguration;
import io.debezium.connector.mariadb.jdbc.MariaDbFieldReader;
import io.debezium.connector.mysql.MySqlConnector;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.connector.mysql.MySqlConnectorTask;
import io.debezium.connector.mysql.jdbc.MySqlConnection;
import io.debezium.connector.mysql.jdbc.MySqlConnectionConfiguration;
import io.debezium.connector.mysql.jdbc.MySqlFieldReaderResolver;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;

/** Which of Debezium's connectors reads: each knows the dialect of one server. */
public enum Connector {
  @JsonProperty("mysql")
  @JsonAlias("MYSQL")
  MYSQL(MySqlConnector.class, "com.mysql.cj.jdbc.Driver") {
    @Override
    SourceTask task() {
      return new MySqlConnectorTask();
    }

    @Override
    BinlogConnectorConnection connection(Configuration configuration) {
      return new MySqlConnection(
          new MySqlConnectionConfiguration(configuration),
          MySqlFieldReaderResolver.resolve(new MySqlConnectorConfig(configuration)));
    }
  },
  @JsonProperty("mariadb")
  @JsonAlias("MARIADB")
  MARIADB(MariaDbConnector.class, "org.mariadb.jdbc.Driver") {
    @Override
    SourceTask task() {
      return new MariaDbConnectorTask();
    }

    @Override
    BinlogConnectorConnection connection(Configuration configuration) {
      return new MariaDbConnection(
          new MariaDbConnectionConfiguration(configuration),
          new MariaDbFieldReader(new MariaDbConnectorConfig(configuration)));
    }
  };

  private final Class<? extends SourceConnector> connectorClass;
  private final String driver;

  Connector(Class<? extends SourceConnector> connectorClass, String driver) {
    this.connectorClass = connectorClass;
    this.driver = driver;
  }

  String className() {
    return connectorClass.getName();
  }

  /** A task that is yet to be started. */
  final SourceTask newTask() {
    registerDriver();
    return task();
  }

  /** A connection as the task makes them, with its TLS and time-outs; opened when it is used. */
  final BinlogConnectorConnection connect(Configuration configuration) {
    registerDriver();
    return connection(configuration);
  }

  abstract SourceTask task();

  abstract BinlogConnectorConnection connection(Configuration configuration);

  /**
   * Drivers register themselves with {@link java.sql.DriverManager}, which looks for them once in
   * the life of a JVM, and shows nobody those of another class loader: on Flink, where each job has
   * one, it has only those of the JVM's first job.
   */
  private void registerDriver() {
    try {
      Class.forName(driver);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The driver of " + this + " is not on the class path", e);
    }
  }
}
