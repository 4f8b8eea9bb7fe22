package io.dorisio.pipelines;

import io.dorisio.FlinkSettings;
import io.dorisio.cdc.ChangeFormat;
import io.dorisio.cdc.ParserOptions.Binaries;
import io.dorisio.cdc.ParserOptions.Decimals;
import io.dorisio.cdc.ParserOptions.Times;
import io.dorisio.cdc.write.ChangesWritten;
import io.dorisio.cdc.write.WriteChanges;
import io.dorisio.pipelines.mysql.MySqlChanges;
import io.dorisio.pipelines.mysql.MySqlServer;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ParDo;
import org.joda.time.Duration;

/**
 * Copies tables of MySQL or MariaDB into Doris and follows their changes, exactly once on Flink:
 * from the servers' binlogs, with nothing in between.
 *
 * <p>Several tables may go to one. Their rows' keys, those of the Doris table, must then be
 * disjoint: rows of the same key are one row in Doris, the one that was written last, and the
 * deletion of either deletes it. Where the tables are on one server, a sequence column makes the
 * last the one of the latest change.
 */
public final class MySqlToDoris {
  private static final List<String> SECRETS =
      List.of(
          SecretArguments.PASSWORD,
          SecretArguments.MYSQL_PASSWORD,
          SecretArguments.MASKING_SALT,
          SecretArguments.DEAD_LETTER_PROPERTIES,
          SecretArguments.DEBEZIUM_PROPERTIES);

  private MySqlToDoris() {}

  public static void main(String[] args) {
    CommandLine.run(MySqlToDorisOptions.class, line -> create(parse(line)), args);
  }

  /** The options of a command line. Passwords are safe here, and not with Beam's own parser. */
  public static MySqlToDorisOptions parse(String... args) {
    SecretArguments arguments = SecretArguments.of(SECRETS, args);
    MySqlToDorisOptions options =
        PipelineOptionsFactory.fromArgs(arguments.others().toArray(String[]::new))
            .withValidation()
            .as(MySqlToDorisOptions.class);
    options.setPassword(arguments.secret(SecretArguments.PASSWORD));
    options.setMysqlPassword(arguments.secret(SecretArguments.MYSQL_PASSWORD));
    options.setMaskingSalt(arguments.secret(SecretArguments.MASKING_SALT));
    options.setDebeziumProperties(arguments.secret(SecretArguments.DEBEZIUM_PROPERTIES));
    options.setDeadLetterProperties(arguments.secret(SecretArguments.DEAD_LETTER_PROPERTIES));
    return options;
  }

  /** The pipeline, with what the runner needs to be exactly once set in its options. */
  public static Pipeline create(MySqlToDorisOptions options) {
    checkModes(options);
    options.setStreaming(true);
    if (FlinkRunner.class.equals(options.getRunner())) {
      FlinkSettings.exactlyOnce(options, Duration.millis(options.getCheckpointMillis()));
    }
    Pipeline pipeline = Pipeline.create(options);
    DeadLetters deadLetters =
        new DeadLetters(
            options, options, options.getLabelPrefix(), LetterSource.MYSQL, null, Map.of());
    WriteChanges write =
        ChangeWrites.of(ChangeFormat.DEBEZIUM_JSON, options.getLabelPrefix(), options, options);
    ChangesWritten written =
        pipeline
            .apply("Read from MySQL", read(options))
            .apply("Take messages", ParDo.of(new MySqlMessages()))
            .apply("Write to Doris", deadLetters.wanted() ? write.withDeadLetters() : write);
    if (deadLetters.wanted()) {
      deadLetters.take(written);
    }
    FlinkSettings.readInBatches(pipeline);
    return pipeline;
  }

  /** What tells Debezium's other modes has no meaning where the job itself reads. */
  private static void checkModes(MySqlToDorisOptions options) {
    if (options.getDecimalHandling() != Decimals.PRECISE
        || options.getTimePrecision() != Times.ADAPTIVE
        || options.getBinaryHandling() != Binaries.BASE64) {
      throw new IllegalArgumentException(
          "--decimalHandling, --timePrecision and --binaryHandling tell how a Debezium of yours"
              + " wrote its messages. This job reads MySQL itself, without loss: leave them out.");
    }
  }

  private static MySqlChanges read(MySqlToDorisOptions options) {
    MySqlChanges read =
        MySqlChanges.read()
            .withConnector(options.getConnector())
            .withDatabases(options.getDatabases())
            .withTables(options.getTables())
            .withSnapshotMode(options.getSnapshotMode());
    for (MySqlServer server : MySqlServers.of(options)) {
      read = read.withServer(server);
    }
    for (Map.Entry<String, String> property : DebeziumProperties.of(options).entrySet()) {
      read = read.withProperty(property.getKey(), property.getValue());
    }
    return read;
  }
}
