package io.dorisio.client;

import java.util.Arrays;
import java.util.regex.Pattern;

/** A statement that the server refused; the message holds its words. */
public final class StatementRefusedException extends DorisException {

  /** What a refusal means, as far as a caller can act on it. */
  public enum Reason {
    /** Doris: {@code ErrorCode.ERR_BAD_DB_ERROR}. */
    DATABASE_MISSING("unknown database|database \\[[^]]*] does not exist"),
    /** Doris: {@code ErrorCode.ERR_UNKNOWN_TABLE, ERR_BAD_TABLE_ERROR}. */
    TABLE_MISSING("unknown table|table \\[[^]]*] does not exist"),
    /** Doris: {@code ErrorCode.ERR_TABLE_EXISTS_ERROR}. */
    TABLE_EXISTS("table '[^']*' already exists"),
    /** Doris: {@code SchemaChangeHandler.java}, addColumnInternal and checkAndAddColumn. */
    COLUMN_EXISTS("add column which already exists|repeatedly add"),
    /**
     * Another change of the table is under way, or its replicas are being repaired: it passes
     * (Doris: {@code OlapTable.java}, checkNormalStateForAlter; {@code AlterHandler.java}).
     */
    TABLE_BUSY(
        "is not normal\\. do not allow|is not stable|under (schema change|rollup|alter)"
            + "|operation is in progress"),
    /** The table is already as the statement wants it (Doris: {@code SchemaChangeHandler.java}). */
    NOTHING_CHANGED("nothing is changed"),
    /** Doris: {@code ErrorCode.ERR_TABLE_ACCESS_DENIED_ERROR} and its like. */
    ACCESS_DENIED("denied"),
    OTHER("");

    private final Pattern words;

    Reason(String words) {
      this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    static Reason of(String serverWords) {
      return Arrays.stream(values())
          .filter(reason -> reason.words.matcher(serverWords).find())
          .findFirst()
          .orElse(OTHER);
    }
  }

  private static final int SHOWN_STATEMENT = 200;

  private final Reason reason;

  StatementRefusedException(String statement, HostPort frontend, String serverWords) {
    super(shown(statement) + " was refused by " + frontend + ": " + Replies.shorten(serverWords));
    this.reason = Reason.of(serverWords);
  }

  public Reason reason() {
    return reason;
  }

  private static String shown(String statement) {
    return statement.length() <= SHOWN_STATEMENT
        ? statement
        : statement.substring(0, SHOWN_STATEMENT) + "…";
  }
}
