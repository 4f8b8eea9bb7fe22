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
  MYSQL(MySqlConnector.class) {
    @Override
    SourceTask newTask() {
      return new MySqlConnectorTask();
    }

    @Override
    BinlogConnectorConnection connect(Configuration configuration) {
      return new MySqlConnection(
          new MySqlConnectionConfiguration(configuration),
          MySqlFieldReaderResolver.resolve(new MySqlConnectorConfig(configuration)));
    }
  },
  @JsonProperty("mariadb")
  @JsonAlias("MARIADB")
  MARIADB(MariaDbConnector.class) {
    @Override
    SourceTask newTask() {
      return new MariaDbConnectorTask();
    }

    @Override
    BinlogConnectorConnection connect(Configuration configuration) {
      return new MariaDbConnection(
          new MariaDbConnectionConfiguration(configuration),
          new MariaDbFieldReader(new MariaDbConnectorConfig(configuration)));
    }
  };

  private final Class<? extends SourceConnector> connectorClass;

  Connector(Class<? extends SourceConnector> connectorClass) {
    this.connectorClass = connectorClass;
  }

  String className() {
    return connectorClass.getName();
  }

  abstract SourceTask newTask();

  /** A connection as the task makes them, with its TLS and time-outs; opened when it is used. */
  abstract BinlogConnectorConnection connect(Configuration configuration);
}
