package io.dorisio.pipelines.mysql;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.debezium.connector.mariadb.MariaDbConnector;
import io.debezium.connector.mariadb.MariaDbConnectorTask;
import io.debezium.connector.mysql.MySqlConnector;
import io.debezium.connector.mysql.MySqlConnectorTask;
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
  },
  @JsonProperty("mariadb")
  @JsonAlias("MARIADB")
  MARIADB(MariaDbConnector.class) {
    @Override
    SourceTask newTask() {
      return new MariaDbConnectorTask();
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
}
