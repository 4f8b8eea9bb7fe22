package io.dorisio.cdc.rules;

import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.rules.RuleText.Rule;
import io.dorisio.client.TableName;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * To which Doris table the rows of a source's table go. Several may go to one.
 *
 * <p>Rules are text: {@code shop_\d+\.orders_\d+ => ods.orders; (crm|erp)\.(.+) => $1.ods_$2}. The
 * pattern must match the whole of {@code database.table}; what follows the arrow is {@code
 * database.table} in Doris, split at the first dot, where {@code $1} to {@code $9} stand for the
 * pattern's groups and {@code $0} for all of it. The first rule that matches counts. A semicolon in
 * a rule is written {@code \;}.
 *
 * <p>A table without a rule goes where {@link Unmatched} says: by default to the database and table
 * of its own name, with {@link #withPrefix} before the table's name and {@link #withSuffix} after
 * it, and in the database of {@link #withDatabase} if one is given.
 *
 * <p>Names are taken as they come; who writes SQL with them must quote them.
 */
public final class TableRoutes implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String OPTION = "route";
  private static final Pattern GROUP = Pattern.compile("\\$(\\d)");

  /** What becomes of a table without a rule. */
  public enum Unmatched {
    /** It goes to the table of its own name. */
    BY_NAME,
    /** Its rows are left out. */
    LEAVE_OUT,
    /** Its rows are refused. */
    FAIL
  }

  private final List<Rule> rules;
  private final Unmatched unmatched;
  private final String database;
  private final String prefix;
  private final String suffix;

  private TableRoutes(
      List<Rule> rules, Unmatched unmatched, String database, String prefix, String suffix) {
    this.rules = List.copyOf(rules);
    this.unmatched = unmatched;
    this.database = database;
    this.prefix = prefix;
    this.suffix = suffix;
  }

  /**
   * Reads rules; the empty text has none.
   *
   * @throws IllegalArgumentException naming the rule that is wrong, and how
   */
  public static TableRoutes parse(String text) {
    List<Rule> rules = RuleText.parse(OPTION, text, 0);
    for (Rule rule : rules) {
      int dot = rule.what().indexOf('.');
      if (dot < 1 || dot == rule.what().length() - 1) {
        throw RuleText.wrong(OPTION, rule.text(), "does not lead to database.table");
      }
      int groups = rule.pattern().matcher("").groupCount();
      Matcher references = GROUP.matcher(rule.what());
      while (references.find()) {
        if (Integer.parseInt(references.group(1)) > groups) {
          throw RuleText.wrong(
              OPTION,
              rule.text(),
              "uses " + references.group() + ", but its pattern has " + groups + " groups");
        }
      }
    }
    return new TableRoutes(rules, Unmatched.BY_NAME, "", "", "");
  }

  public TableRoutes withUnmatched(Unmatched value) {
    return new TableRoutes(rules, value, database, prefix, suffix);
  }

  /** For tables without a rule; default: the database of the same name. */
  public TableRoutes withDatabase(String value) {
    return new TableRoutes(rules, unmatched, value, prefix, suffix);
  }

  /** For tables without a rule; default empty. */
  public TableRoutes withPrefix(String value) {
    return new TableRoutes(rules, unmatched, database, value, suffix);
  }

  /** For tables without a rule; default empty. */
  public TableRoutes withSuffix(String value) {
    return new TableRoutes(rules, unmatched, database, prefix, value);
  }

  /**
   * Where a table's rows go; empty if they are to be left out.
   *
   * @throws IllegalArgumentException if no rule matches and that is to fail, or a rule leads to an
   *     empty name
   */
  public Optional<TableName> route(SourceTable table) {
    for (Rule rule : rules) {
      Matcher matcher = rule.pattern().matcher(table.toString());
      if (matcher.matches()) {
        return Optional.of(target(rule, matcher, table));
      }
    }
    return switch (unmatched) {
      case BY_NAME ->
          Optional.of(
              new TableName(
                  database.isEmpty() ? table.database() : database,
                  prefix + table.table() + suffix));
      case LEAVE_OUT -> Optional.empty();
      case FAIL ->
          throw new IllegalArgumentException(
              "No route rule matches the table " + table + ", and tables without a rule fail");
    };
  }

  private static TableName target(Rule rule, Matcher matcher, SourceTable table) {
    int dot = rule.what().indexOf('.');
    String database = filled(rule.what().substring(0, dot), matcher);
    String name = filled(rule.what().substring(dot + 1), matcher);
    if (database.isEmpty() || name.isEmpty()) {
      throw RuleText.wrong(OPTION, rule.text(), "leads to an empty name for the table " + table);
    }
    return new TableName(database, name);
  }

  private static String filled(String template, Matcher matcher) {
    return GROUP
        .matcher(template)
        .replaceAll(
            reference -> {
              String group = matcher.group(Integer.parseInt(reference.group(1)));
              return Matcher.quoteReplacement(group == null ? "" : group);
            });
  }
}
