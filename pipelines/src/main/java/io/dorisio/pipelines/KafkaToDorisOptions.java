package io.dorisio.pipelines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of {@link KafkaToDoris}. */
public interface KafkaToDorisOptions extends StreamingOptions {

  @Description("Kafka brokers, host:port,host:port.")
  @Validation.Required
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Description("Kafka topic to read.")
  @Validation.Required
  String getTopic();

  void setTopic(String value);

  @Description(
      "Kafka consumer group. When given, the job commits the offsets of each completed checkpoint"
          + " to it, so that its lag can be watched, and a job that starts without state goes on"
          + " from them. The runner's checkpoints are what a restored job goes by: resume from"
          + " those, not from the group, to stay exactly once.")
  String getGroupId();

  void setGroupId(String value);

  @Description(
      "Where a job without state starts to read, unless its group has committed offsets: EARLIEST"
          + " or LATEST.")
  @Default.Enum("EARLIEST")
  StartFrom getStartFrom();

  void setStartFrom(StartFrom value);

  @Description(
      "More Kafka consumer properties, such as security.protocol, as key=value,key=value or as a"
          + " JSON object. They may hold credentials and are never printed.")
  @JsonIgnore
  Secret getConsumerProperties();

  void setConsumerProperties(Secret value);

  @Description("Doris frontends and their HTTP ports, host:8030,host:8030. Any live one serves.")
  @Validation.Required
  List<String> getFeNodes();

  void setFeNodes(List<String> value);

  @Description(
      "Doris backends and their HTTP ports, host:8040,host:8040, where the addresses the frontend"
          + " hands out cannot be reached. By default the frontend is asked.")
  List<String> getBeNodes();

  void setBeNodes(List<String> value);

  @Description("Doris user.")
  @Default.String("root")
  String getUser();

  void setUser(String value);

  @Description(
      "Doris password. It stands in the process list when given here: --passwordFile or the"
          + " environment variable DORIS_PASSWORD keep it out. Never printed.")
  @JsonIgnore
  Secret getPassword();

  void setPassword(Secret value);

  @Description("File whose first line is the Doris password.")
  String getPasswordFile();

  void setPasswordFile(String value);

  @Description("Doris table to write, database.table. It must exist.")
  @Validation.Required
  String getTable();

  void setTable(String value);

  @Description("Format of the Kafka record values: JSON, one object a record, keys as columns.")
  @Default.Enum("JSON")
  RecordFormat getFormat();

  void setFormat(RecordFormat value);

  @Description("What the labels of this job's loads begin with in Doris.")
  @Default.String("kafka_to_doris")
  String getLabelPrefix();

  void setLabelPrefix(String value);

  @Description(
      "How many loads run side by side, each of them one transaction a checkpoint. Chosen by the"
          + " connector when not given.")
  Integer getNumShards();

  void setNumShards(Integer value);

  @Description(
      "Stream Load headers such as max_filter_ratio=0.01, as key=value,key=value or as a JSON"
          + " object.")
  @Default.String("")
  String getLoadProperties();

  void setLoadProperties(String value);

  @Description(
      "Milliseconds between Flink checkpoints. Rows become visible in Doris with each of them."
          + " Flink's own --checkpointingInterval wins where both are given.")
  @Default.Long(5000)
  long getCheckpointMillis();

  void setCheckpointMillis(long value);

  @Description("Stop after so many Kafka records. For tests; a job runs until it is cancelled.")
  Long getMaxRecords();

  void setMaxRecords(Long value);
}
