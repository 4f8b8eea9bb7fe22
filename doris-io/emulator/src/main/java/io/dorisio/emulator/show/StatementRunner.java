package io.dorisio.emulator.show;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.storage.QueryResult;
import io.dorisio.emulator.storage.SqlEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs statements: those about the cluster here, all others on the tables. */
public final class StatementRunner {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  private static final String TEXT = "['\"]([^'\"]*)['\"]";
  private static final Pattern TRANSACTION =
      Pattern.compile(
          "SHOW\\s+TRANSACTION(?:\\s+(?:FROM|IN)\\s+`?([^\\s`]+)`?)?\\s+WHERE\\s+(?:"
              + "(LABEL)\\s*=\\s*"
              + TEXT
              + "|(LABEL)\\s+LIKE\\s+"
              + TEXT
              + "|ID\\s*=\\s*(\\d+))",
          FLAGS);
  private static final Pattern CONFIG =
      Pattern.compile(
          "(?:ADMIN\\s+)?SHOW\\s+FRONTEND\\s+CONFIG(?:\\s+LIKE\\s+" + TEXT + ")?", FLAGS);
  private static final Pattern SET_CONFIG =
      Pattern.compile("ADMIN\\s+SET\\s+(?:ALL\\s+)?FRONTENDS?\\s+CONFIG\\s*\\((.*)\\)", FLAGS);
  private static final Pattern ASSIGNMENT =
      Pattern.compile(TEXT + "\\s*=\\s*" + TEXT + "\\s*(?:,|$)");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final SqlEngine tables;
  private final ShowTransaction transactions;
  private final ShowNodes nodes;
  private final ShowConfig config;

  public StatementRunner(
      SqlEngine tables, ShowTransaction transactions, ShowNodes nodes, ShowConfig config) {
    this.tables = tables;
    this.transactions = transactions;
    this.nodes = nodes;
    this.config = config;
  }

  /**
   * Runs one statement.
   *
   * @param session the database of the session; null where there is none
   * @param limit rows at most
   */
  public QueryResult run(String sql, String session, long limit) throws DorisException {
    String text = sql.strip();
    if (text.endsWith(";")) {
      text = text.substring(0, text.length() - 1).strip();
    }
    Matcher transaction = TRANSACTION.matcher(text);
    if (transaction.matches()) {
      return transactions(transaction, session);
    }
    Matcher shown = CONFIG.matcher(text);
    if (shown.matches()) {
      return config.show(shown.group(1) == null ? "%" : shown.group(1));
    }
    Matcher set = SET_CONFIG.matcher(text);
    if (set.matches()) {
      return set(set.group(1));
    }
    return switch (SPACES.matcher(text).replaceAll(" ").toUpperCase(Locale.ROOT)) {
      case "SHOW FRONTENDS" -> nodes.frontends();
      case "SHOW BACKENDS" -> nodes.backends();
      default -> tables.execute(sql, session, limit);
    };
  }

  private QueryResult transactions(Matcher asked, String session) throws DorisException {
    String db = asked.group(1) == null ? session : asked.group(1);
    if (db == null) {
      throw DorisException.analysis("No database selected");
    }
    if (asked.group(2) != null) {
      return transactions.ofLabel(db, asked.group(3));
    }
    return asked.group(4) != null
        ? transactions.likeLabel(db, asked.group(5))
        : transactions.ofId(db, Long.parseLong(asked.group(6)));
  }

  private QueryResult set(String assignments) throws DorisException {
    List<String[]> pairs = new ArrayList<>();
    Matcher assignment = ASSIGNMENT.matcher(assignments.strip());
    while (assignment.find()) {
      pairs.add(new String[] {assignment.group(1), assignment.group(2)});
    }
    for (String[] pair : pairs) {
      config.set(pair[0], pair[1]);
    }
    return QueryResult.none();
  }

  /** A pattern of LIKE as a regular expression. */
  static Pattern like(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Columns as SHOW names their types. */
  static List<QueryResult.ResultColumn> columns(String... names) {
    return List.of(names).stream().map(name -> new QueryResult.ResultColumn(name, "CHAR")).toList();
  }
}
