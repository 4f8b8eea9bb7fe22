package io.dorisio.pipelines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Where Doris is, and how a job loads into it. */
public interface DorisOptions extends PipelineOptions {

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
}
