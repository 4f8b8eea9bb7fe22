package io.dorisio.emulator.load;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was written of filtered rows, by file; the oldest files go first. */
public final class ErrorLogs {
  private static final int KEPT_FILES = 1_000;

  private final Map<String, String> files =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT_FILES;
        }
      };

  /** Keeps the text and returns its file's name, of the server's form (doris-protocol 3.4). */
  String keep(long transaction, String text) {
    String id =
        Long.toHexString(0x4d89ccdf8607e694L ^ transaction) + "-" + Long.toHexString(transaction);
    String file =
        "__shard_"
            + transaction % 128
            + "/error_log_insert_stmt_"
            + id
            + "_"
            + id.replace('-', '_');
    synchronized (files) {
      files.put(file, text);
    }
    return file;
  }

  /** The text of a file, or null. */
  public String read(String file) {
    synchronized (files) {
      return files.get(file);
    }
  }
}
