package io.dorisio.pipelines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dorisio.pipelines.mysql.Connector;
import io.dorisio.pipelines.mysql.SnapshotMode;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of {@link MySqlToDoris}. */
public interface MySqlToDorisOptions extends StreamingOptions, DorisOptions, CdcOptions {

  @Description(
      "MySQL or MariaDB servers, host:port,host:port or name=host:port,name=host:port. All are"
          + " read, each by a reader of its own with its own place; give each server once. A name"
          + " stays the same for the life of the job; by default it is made of the address. It is"
          + " what --metadataColumns=server_name holds. They need a binlog in row format with full"
          + " row images.")
  @Validation.Required
  List<String> getMysqlServers();

  void setMysqlServers(List<String> value);

  @Description(
      "User on all of the servers, with SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE and"
          + " REPLICATION CLIENT.")
  @Validation.Required
  String getMysqlUser();

  void setMysqlUser(String value);

  @Description(
      "That user's password. It stands in the process list and in the runner's checkpoints when"
          + " given here: --mysqlPasswordFile or the environment variable MYSQL_PASSWORD, of the"
          + " workers, keep it out. Never printed.")
  @JsonIgnore
  Secret getMysqlPassword();

  void setMysqlPassword(Secret value);

  @Description(
      "File whose first line is that user's password. Workers read it each time they connect, so"
          + " each must have it.")
  String getMysqlPasswordFile();

  void setMysqlPasswordFile(String value);

  @Description("What the servers are: mysql or mariadb.")
  @Default.Enum("MYSQL")
  Connector getConnector();

  void setConnector(Connector value);

  @Description(
      "Databases to read, a regular expression for the whole name, without commas, such as"
          + " emp_[0-9]+.")
  @Default.String(".*")
  String getDatabases();

  void setDatabases(String value);

  @Description(
      "Tables to read, a regular expression for the whole name without its database, without"
          + " commas, such as employees_[0-9]+.")
  @Default.String(".*")
  String getTables();

  void setTables(String value);

  @Description(
      "What a job without state begins with: initial, the rows that the tables hold, then their"
          + " changes; or no_data, the changes from now on.")
  @Default.Enum("INITIAL")
  SnapshotMode getSnapshotMode();

  void setSnapshotMode(SnapshotMode value);

  @Description(
      "More properties of Debezium's connector, such as database.ssl.mode=required or"
          + " snapshot.fetch.size=5000, as key=value,key=value or as a JSON object. Those that the"
          + " guarantees or the types depend on are refused, decimal.handling.mode,"
          + " time.precision.mode and binary.handling.mode among them. They may hold credentials:"
          + " never printed, but part of the runner's checkpoints.")
  @JsonIgnore
  Secret getDebeziumProperties();

  void setDebeziumProperties(Secret value);

  @Description(
      "File of such properties, key=value a line, read where the job is launched."
          + " --debeziumProperties goes before it.")
  String getDebeziumPropertiesFile();

  void setDebeziumPropertiesFile(String value);

  @Description("What the labels of this job's loads begin with in Doris.")
  @Default.String("mysql_to_doris")
  String getLabelPrefix();

  void setLabelPrefix(String value);
}
