package io.dorisio.emulator.load;

import io.dorisio.emulator.error.DorisException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What the client is told of a load (doris-protocol 3.1). */
public final class LoadReport {
  /** What took how long. */
  enum Phase {
    LOAD,
    BEGIN,
    PUT,
    READ,
    WRITE,
    RECEIVE,
    COMMIT
  }

  private final String label;
  private final String comment;
  private final boolean twoPhaseCommit;
  private final boolean groupCommit;
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private long transaction = -1;
  private String status = "Success";
  private String existingJobStatus;
  private String message = "OK";
  private long loaded;
  private boolean failed;
  private long filtered;
  private long unselected;
  private long bytes;
  private String errorUrl;

  LoadReport(String label, String comment, boolean twoPhaseCommit, boolean groupCommit) {
    this.label = label;
    this.comment = comment;
    this.twoPhaseCommit = twoPhaseCommit;
    this.groupCommit = groupCommit;
  }

  /** A load of which not even the headers could be read. */
  public static LoadReport refused(DorisException e) {
    LoadReport report = new LoadReport(UUID.randomUUID().toString(), "", false, false);
    report.fail(e);
    return report;
  }

  void transaction(long id) {
    this.transaction = id;
  }

  void rows(long loadedRows, long filteredRows, long unselectedRows, long loadBytes) {
    this.loaded = loadedRows;
    this.filtered = filteredRows;
    this.unselected = unselectedRows;
    this.bytes = loadBytes;
  }

  long bytes() {
    return bytes;
  }

  void errorUrl(String url) {
    this.errorUrl = url;
  }

  void took(Phase phase, long nanosTaken) {
    nanos.merge(phase, nanosTaken, Long::sum);
  }

  /** Newer servers report no loaded rows of a load that failed (doris-protocol 3.1). */
  void fail(DorisException e) {
    status = "Fail";
    message = "[" + e.code() + "]" + e.getMessage();
    // The total stays what was read (doris-protocol 3.1).
    failed = true;
  }

  void labelExists(DorisException e, String ownerStatus) {
    fail(e);
    status = "Label Already Exists";
    existingJobStatus = ownerStatus;
  }

  void publishTimeout() {
    status = "Publish Timeout";
    message = "[PUBLISH_TIMEOUT]transaction commit successfully, BUT data will be visible later";
  }

  /** The reply's fields in their order; TwoPhaseCommit is a string (doris-protocol 3.1). */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("TxnId", transaction);
    fields.put("Label", label);
    fields.put("Comment", comment);
    if (groupCommit) {
      fields.put("GroupCommit", true);
    } else {
      fields.put("TwoPhaseCommit", String.valueOf(twoPhaseCommit));
    }
    fields.put("Status", status);
    if (existingJobStatus != null) {
      fields.put("ExistingJobStatus", existingJobStatus);
    }
    fields.put("Message", message);
    fields.put("NumberTotalRows", loaded + filtered + unselected);
    fields.put("NumberLoadedRows", failed ? 0 : loaded);
    fields.put("NumberFilteredRows", filtered);
    fields.put("NumberUnselectedRows", unselected);
    fields.put("LoadBytes", bytes);
    fields.put("LoadTimeMs", millis(Phase.LOAD));
    if (!groupCommit) {
      fields.put("BeginTxnTimeMs", millis(Phase.BEGIN));
    }
    fields.put("StreamLoadPutTimeMs", millis(Phase.PUT));
    fields.put("ReadDataTimeMs", millis(Phase.READ));
    fields.put("WriteDataTimeMs", millis(Phase.WRITE));
    fields.put("ReceiveDataTimeMs", millis(Phase.RECEIVE));
    if (!groupCommit) {
      fields.put("CommitAndPublishTimeMs", millis(Phase.COMMIT));
    }
    if (errorUrl != null) {
      fields.put("ErrorURL", errorUrl);
    }
    return fields;
  }

  private long millis(Phase phase) {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getOrDefault(phase, 0L));
  }
}
