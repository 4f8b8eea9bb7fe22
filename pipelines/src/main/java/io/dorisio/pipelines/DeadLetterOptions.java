package io.dorisio.pipelines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where a job takes what it cannot write. Without any of these such a message fails the job. */
public interface DeadLetterOptions extends PipelineOptions {

  @Description(
      "Kafka topic for change messages that cannot be read, and rows that cannot be written: JSON"
          + " with the place in the source (topic, partition, offset; from MySQL source, binlog,"
          + " position), the reason, and the message as it came, unmasked. It must exist. After a"
          + " failure of the job it may hold a letter twice. Without it and --deadLetterTable such"
          + " a message fails the job.")
  String getDeadLetterTopic();

  void setDeadLetterTopic(String value);

  @Description(
      "Kafka brokers of --deadLetterTopic, host:port,host:port. By default those that the job reads"
          + " from.")
  String getDeadLetterServers();

  void setDeadLetterServers(String value);

  @Description(
      "More Kafka producer properties for --deadLetterTopic, such as max.request.size, as"
          + " key=value,key=value or as a JSON object. By default, where the brokers are those that"
          + " the job reads from, --consumerProperties. They may hold credentials and are never"
          + " printed.")
  @JsonIgnore
  Secret getDeadLetterProperties();

  void setDeadLetterProperties(Secret value);

  @Description(
      "Doris table, database.table, for the same letters, each exactly once: columns received_at,"
          + " source, place, target_table, message_key, content, reason. It is created if it is"
          + " missing, with --tableProperties; its database must exist. May be given beside"
          + " --deadLetterTopic.")
  String getDeadLetterTable();

  void setDeadLetterTable(String value);
}
