package io.dorisio.cdc.rules;

import io.dorisio.cdc.SourceTypes;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.rules.RuleText.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Types of columns by rules, for messages that carry none.
 *
 * <p>As text: {@code shop\.orders\.price => decimal(10,2); .*\.created_at => datetime(6)}. The
 * pattern must match the whole of {@code database.table.column}, in any case; the first rule that
 * matches counts.
 */
public final class TypeRules implements SourceTypes {

  private static final long serialVersionUID = 1L;
  private static final String OPTION = "type";

  private record Typed(Pattern pattern, MySqlType type) implements java.io.Serializable {}

  private final List<Typed> rules;

  private TypeRules(List<Typed> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads rules; the empty text has none.
   *
   * @throws IllegalArgumentException naming the rule that is wrong, and how
   */
  public static TypeRules parse(String text) {
    List<Typed> rules = new ArrayList<>();
    for (Rule rule : RuleText.parse(OPTION, text, Pattern.CASE_INSENSITIVE)) {
      MySqlType type = MySqlType.parse(rule.what());
      if (type.name() == MySqlType.Name.UNKNOWN) {
        throw RuleText.wrong(OPTION, rule.text(), "leads to no type of MySQL");
      }
      rules.add(new Typed(rule.pattern(), type));
    }
    return new TypeRules(rules);
  }

  @Override
  public MySqlType of(SourceTable table, String column) {
    if (rules.isEmpty()) {
      return MySqlType.UNKNOWN;
    }
    String name = table + "." + column;
    return rules.stream()
        .filter(rule -> rule.pattern().matcher(name).matches())
        .map(Typed::type)
        .findFirst()
        .orElse(MySqlType.UNKNOWN);
  }
}
