package io.dorisio.cdc.rules;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Rules as text: {@code pattern => what; pattern => what}. A semicolon within a rule is written
 * {@code \;}. Blanks around patterns and what follows the arrow, empty rules and line ends between
 * rules do not matter.
 */
final class RuleText {

  private static final String ARROW = "=>";

  /**
   * One rule.
   *
   * @param text as it was written, for messages
   */
  record Rule(Pattern pattern, String what, String text) implements Serializable {}

  private RuleText() {}

  /**
   * @param option named in messages
   * @throws IllegalArgumentException naming the rule that is wrong, and how
   */
  static List<Rule> parse(String option, String text, int flags) {
    List<Rule> rules = new ArrayList<>();
    for (String rule : text.split("(?<!\\\\);", -1)) {
      String trimmed = rule.replace("\\;", ";").strip();
      if (!trimmed.isEmpty()) {
        rules.add(rule(option, trimmed, flags));
      }
    }
    return rules;
  }

  private static Rule rule(String option, String text, int flags) {
    int arrow = text.indexOf(ARROW);
    if (arrow < 0) {
      throw wrong(option, text, "has no \"=>\" between the pattern and what becomes of it");
    }
    String pattern = text.substring(0, arrow).strip();
    String what = text.substring(arrow + ARROW.length()).strip();
    if (pattern.isEmpty() || what.isEmpty()) {
      throw wrong(option, text, "has nothing on one side of its \"=>\"");
    }
    try {
      return new Rule(Pattern.compile(pattern, flags | Pattern.DOTALL), what, text);
    } catch (PatternSyntaxException e) {
      throw wrong(
          option,
          text,
          "has a pattern that is no regular expression: "
              + e.getDescription()
              + " at character "
              + e.getIndex());
    }
  }

  static IllegalArgumentException wrong(String option, String rule, String how) {
    return new IllegalArgumentException("The " + option + " rule \"" + rule + "\" " + how);
  }
}
