package io.dorisio.emulator.load;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was written of filtered rows, by file; the oldest files go first. */
public final class ErrorLogs {
  private static final long KEPT_CHARACTERS = 64L << 20;

  private final Map<String, String> files = new LinkedHashMap<>();
  private long characters;

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
      characters += text.length();
      Iterator<String> oldest = files.values().iterator();
      while (characters > KEPT_CHARACTERS && files.size() > 1) {
        characters -= oldest.next().length();
        oldest.remove();
      }
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
