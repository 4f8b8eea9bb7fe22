package io.dorisio.emulator;

import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.doris.flink.cfg.DorisExecutionOptions;
import org.apache.doris.flink.cfg.DorisOptions;
import org.apache.doris.flink.cfg.DorisReadOptions;
import org.apache.doris.flink.sink.DorisSink;
import org.apache.doris.flink.sink.writer.serializer.DorisRecordSerializer;

/** flink-doris-connector, set up to write to a cluster. */
final class OfficialConnector {
  /** How the connector comes to a backend. */
  enum Route {
    /** Loads and commits go to the frontend and follow its 307: the connector's default. */
    AUTO_REDIRECT,
    /** The connector asks the frontend for its backends. */
    LISTED_BACKENDS,
    /** The backends are given. */
    BENODES
  }

  private OfficialConnector() {}

  /**
   * @param table {@code db.table}; empty where each record names its own
   */
  static DorisOptions options(AnyDoris doris, Route route, String table) {
    DorisOptions.Builder options =
        DorisOptions.builder()
            .setFenodes(doris.frontendAddress())
            .setUsername(RealDoris.user())
            .setPassword(RealDoris.password())
            .setTableIdentifier(table)
            .setAutoRedirect(route == Route.AUTO_REDIRECT);
    if (route == Route.BENODES) {
      options.setBenodes(doris.backendAddress());
    }
    return options.build();
  }

  /** Two-phase commit, no deletes; labels of its own. */
  static DorisExecutionOptions.Builder execution(Map<String, String> loadHeaders) {
    return DorisExecutionOptions.builder()
        .setLabelPrefix("it-" + UUID.randomUUID())
        .setDeletable(false)
        .enable2PC()
        .setStreamLoadProp(properties(loadHeaders));
  }

  static Properties properties(Map<String, String> loadHeaders) {
    Properties properties = new Properties();
    properties.putAll(loadHeaders);
    return properties;
  }

  static <T> DorisSink<T> sink(
      DorisOptions options,
      DorisExecutionOptions.Builder execution,
      DorisRecordSerializer<T> serializer) {
    return DorisSink.<T>builder()
        .setDorisOptions(options)
        .setDorisReadOptions(DorisReadOptions.builder().build())
        .setDorisExecutionOptions(execution.build())
        .setSerializer(serializer)
        .build();
  }
}
