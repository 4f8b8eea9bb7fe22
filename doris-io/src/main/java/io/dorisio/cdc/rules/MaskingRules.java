package io.dorisio.cdc.rules;

import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.rules.RuleText.Rule;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What is hidden of columns on their way.
 *
 * <p>Rules are text: {@code .*\.phone => keep(3,4); crm\.users\.(name|mail) => sha256}. The pattern
 * must match the whole of {@code database.table.column}, in any case, so that no difference of case
 * uncovers a column; the first rule that matches counts. What follows the arrow:
 *
 * <ul>
 *   <li>{@code keep(n,m)}: the first n and last m characters; {@code *} for each of the others, and
 *       for all if there are no others
 *   <li>{@code sha256}: 64 hexadecimal digits, lower case, of SHA-256 over salt and value in UTF-8,
 *       as {@code sha2(concat(salt, value), 256)} in MySQL and Doris. The same value has the same
 *       hash, so that joins and keys work
 *   <li>{@code fixed(text)}: the text
 *   <li>{@code null}: NULL
 * </ul>
 *
 * <p>NULL stays NULL. A masked value is text: its column must be, see {@link #dorisType}. Messages
 * that cannot be read go to the dead letters as they came, unmasked.
 */
public final class MaskingRules implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String OPTION = "masking";
  private static final int KEPT = 10_000;

  private record Masked(Pattern pattern, ColumnMask mask) implements Serializable {}

  private record Name(SourceTable table, String column) {}

  private final List<Masked> rules;

  /** By a column's name, since patterns are slow and each value asks. */
  private final transient Map<Name, Optional<ColumnMask>> found;

  private MaskingRules(List<Masked> rules) {
    this.rules = List.copyOf(rules);
    this.found = new ConcurrentHashMap<>();
  }

  private Object readResolve() {
    return new MaskingRules(rules);
  }

  /**
   * Reads rules; the empty text has none.
   *
   * @param salt for {@code sha256}, a secret; empty if no rule hashes
   * @throws IllegalArgumentException naming the rule that is wrong, and how
   */
  public static MaskingRules parse(String text, String salt) {
    List<Masked> rules = new ArrayList<>();
    for (Rule rule : RuleText.parse(OPTION, text, Pattern.CASE_INSENSITIVE)) {
      try {
        rules.add(new Masked(rule.pattern(), ColumnMask.parse(rule.what(), salt)));
      } catch (IllegalArgumentException e) {
        throw RuleText.wrong(OPTION, rule.text(), e.getMessage());
      }
    }
    return new MaskingRules(rules);
  }

  /**
   * The value as it may be seen.
   *
   * @param value as Doris takes it, see {@link io.dorisio.cdc.mysql.DorisValue}
   */
  public @Nullable Object apply(SourceTable table, String column, @Nullable Object value) {
    if (value == null) {
      return value;
    }
    Optional<ColumnMask> mask = mask(table, column);
    if (mask.isEmpty()) {
      return value;
    }
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    return mask.get().apply(text);
  }

  /** The Doris type of a masked column; empty if the column's own type can stay. */
  public Optional<String> dorisType(SourceTable table, String column) {
    return mask(table, column).flatMap(ColumnMask::dorisType);
  }

  private Optional<ColumnMask> mask(SourceTable table, String column) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() >= KEPT) {
      found.clear();
    }
    return found.computeIfAbsent(new Name(table, column), this::find);
  }

  private Optional<ColumnMask> find(Name column) {
    String name = column.table() + "." + column.column();
    return rules.stream()
        .filter(rule -> rule.pattern().matcher(name).matches())
        .map(Masked::mask)
        .findFirst();
  }
}
