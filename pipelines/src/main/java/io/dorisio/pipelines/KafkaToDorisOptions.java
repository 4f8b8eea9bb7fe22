package io.dorisio.pipelines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of {@link KafkaToDoris}. */
public interface KafkaToDorisOptions extends StreamingOptions, DorisOptions, CdcOptions {

  @Description("Kafka brokers, host:port,host:port.")
  @Validation.Required
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Description(
      "Kafka topics to read, separated by commas. Changes of a row keep their order if its key's"
          + " messages are in one partition.")
  @Validation.Required(groups = "topics")
  String getTopic();

  void setTopic(String value);

  @Description("Instead of --topic, a regular expression of the Kafka topics to read.")
  @Validation.Required(groups = "topics")
  String getTopicPattern();

  void setTopicPattern(String value);

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

  @Description(
      "Doris table to write, database.table. It must exist. For --format=json; change messages go"
          + " where --routes says.")
  String getTable();

  void setTable(String value);

  @Description(
      "Format of the Kafka records: json, one object a record, keys as columns; or change messages:"
          + " debezium-json (with or without schemas), canal-json (flat messages), maxwell-json.")
  @Default.Enum("JSON")
  RecordFormat getFormat();

  void setFormat(RecordFormat value);

  @Description("What the labels of this job's loads begin with in Doris.")
  @Default.String("kafka_to_doris")
  String getLabelPrefix();

  void setLabelPrefix(String value);

  @Description("Stop after so many Kafka records. For tests; a job runs until it is cancelled.")
  Long getMaxRecords();

  void setMaxRecords(Long value);
}
