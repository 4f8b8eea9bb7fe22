package io.dorisio.cdc.rules;

import io.dorisio.cdc.rules.RuleText.Rule;
import io.dorisio.client.TableName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which columns are the key of a Doris table that is created.
 *
 * <p>As text: {@code demo\.all_.* => database_name, table_name, *; ods\.log => id, day}. The
 * pattern must match the whole of {@code database.table} in Doris; the first rule that matches
 * counts. {@code *} stands for the key of the source's table. Columns without a pattern are those
 * of all tables. A table without a rule has the key of the source's.
 *
 * <p>Names are compared in any case; columns may be those of the source and of {@link
 * MetadataColumns}. A column that is in the key already is not in it twice.
 */
public final class KeyRules implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String OPTION = "key";
  private static final String SOURCE_KEY = "*";

  private record Key(Pattern pattern, List<String> columns) implements Serializable {}

  private final List<Key> rules;

  private KeyRules(List<Key> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads rules; the empty text has none.
   *
   * @throws IllegalArgumentException naming the rule that is wrong, and how
   */
  public static KeyRules parse(String text) {
    if (text.isBlank()) {
      return new KeyRules(List.of());
    }
    List<Key> keys = new ArrayList<>();
    for (Rule rule : RuleText.parse(OPTION, text.contains("=>") ? text : ".* => " + text, 0)) {
      List<String> columns = new ArrayList<>();
      for (String part : rule.what().split(",", -1)) {
        String column = part.strip();
        if (column.isEmpty()) {
          throw RuleText.wrong(OPTION, rule.text(), "has an empty column");
        }
        add(columns, column, () -> twice(rule, column));
      }
      keys.add(new Key(rule.pattern(), columns));
    }
    return new KeyRules(keys);
  }

  private static void twice(Rule rule, String column) {
    throw RuleText.wrong(OPTION, rule.text(), "has the column " + column + " twice");
  }

  private static void add(List<String> columns, String column, Runnable whenThere) {
    if (columns.stream().anyMatch(column::equalsIgnoreCase)) {
      whenThere.run();
    } else {
      columns.add(column);
    }
  }

  /**
   * The key of a table.
   *
   * @param sourceKey of the table whose rows go to it; empty if it has none
   */
  public List<String> of(TableName table, List<String> sourceKey) {
    for (Key rule : rules) {
      if (rule.pattern().matcher(table.toString()).matches()) {
        List<String> key = new ArrayList<>();
        for (String column : rule.columns()) {
          for (String each : column.equals(SOURCE_KEY) ? sourceKey : List.of(column)) {
            add(key, each, () -> {});
          }
        }
        return key;
      }
    }
    return sourceKey;
  }

  /** The columns that rules name. */
  public List<String> named() {
    return rules.stream().flatMap(rule -> rule.columns().stream()).distinct().toList();
  }
}
