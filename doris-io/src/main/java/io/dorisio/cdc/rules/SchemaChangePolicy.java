package io.dorisio.cdc.rules;

import io.dorisio.cdc.mysql.TableChange;
import io.dorisio.cdc.mysql.TableChange.AddColumn;
import io.dorisio.cdc.mysql.TableChange.ChangePrimaryKey;
import io.dorisio.cdc.mysql.TableChange.CreateTable;
import io.dorisio.cdc.mysql.TableChange.CreateTableLike;
import io.dorisio.cdc.mysql.TableChange.DropColumn;
import io.dorisio.cdc.mysql.TableChange.DropTable;
import io.dorisio.cdc.mysql.TableChange.ModifyColumn;
import io.dorisio.cdc.mysql.TableChange.RenameColumn;
import io.dorisio.cdc.mysql.TableChange.RenameTable;
import io.dorisio.cdc.mysql.TableChange.TruncateTable;
import io.dorisio.cdc.mysql.TableChange.UnknownChange;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which changes of the source's schema are followed in Doris.
 *
 * <p>As text: {@code add=apply, drop=ignore, rename=fail}, of {@link Subject} and {@link Action};
 * what is not named keeps its default.
 */
public final class SchemaChangePolicy implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Kinds of changes, with what is done unless the text says otherwise. */
  public enum Subject {
    /** A table was made; default {@code apply}. */
    CREATE(Action.APPLY),
    /** A column was added; default {@code apply}. */
    ADD(Action.APPLY),
    /** A column's type, comment or place changed; default {@code apply}. */
    MODIFY(Action.APPLY),
    /**
     * A column has another name; default {@code apply}: the column in Doris takes the values of
     * both. With {@code ignore} the new name is a new column.
     */
    RENAME(Action.APPLY),
    /** A column was dropped; default {@code ignore}: it stays in Doris, NULL from then on. */
    DROP(Action.IGNORE),
    /** A table was dropped; default {@code ignore}. */
    DROP_TABLE(Action.IGNORE),
    /** A table has another name; default {@code fail}, since its rows would go elsewhere. */
    RENAME_TABLE(Action.FAIL),
    /** All rows were deleted; default {@code fail}: of a merged table it is one shard's. */
    TRUNCATE(Action.FAIL),
    /** The primary key changed, which Doris cannot do; default {@code fail}. */
    KEY(Action.FAIL),
    /** What cannot be followed from the statement; default {@code fail}. */
    UNKNOWN(Action.FAIL),
    /** Indexes, defaults, options: always {@code ignore}. */
    OTHER(Action.IGNORE);

    private final Action usual;

    Subject(Action usual) {
      this.usual = usual;
    }

    /** The kind of a change. */
    public static Subject of(TableChange change) {
      if (change instanceof CreateTable || change instanceof CreateTableLike) {
        return CREATE;
      } else if (change instanceof AddColumn) {
        return ADD;
      } else if (change instanceof ModifyColumn) {
        return MODIFY;
      } else if (change instanceof RenameColumn) {
        return RENAME;
      } else if (change instanceof DropColumn) {
        return DROP;
      } else if (change instanceof DropTable) {
        return DROP_TABLE;
      } else if (change instanceof RenameTable) {
        return RENAME_TABLE;
      } else if (change instanceof TruncateTable) {
        return TRUNCATE;
      } else if (change instanceof ChangePrimaryKey) {
        return KEY;
      }
      return change instanceof UnknownChange ? UNKNOWN : OTHER;
    }
  }

  /** What is done. */
  public enum Action {
    /** Doris is changed likewise. */
    APPLY,
    /** Doris stays as it is. */
    IGNORE,
    /** The job fails, for someone to look. */
    FAIL
  }

  private final Map<Subject, Action> actions;

  private SchemaChangePolicy(Map<Subject, Action> actions) {
    this.actions = actions;
  }

  /**
   * Reads a policy; the empty text is the default.
   *
   * @throws IllegalArgumentException naming the word that is wrong
   */
  public static SchemaChangePolicy parse(String text) {
    Map<Subject, Action> actions = new EnumMap<>(Subject.class);
    for (Subject subject : Subject.values()) {
      actions.put(subject, subject.usual);
    }
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      String[] sides = part.split("=", -1);
      if (sides.length != 2) {
        throw new IllegalArgumentException(
            "The schema change policy \"" + part.strip() + "\" is not of the form: change=action");
      }
      Subject subject = word(Subject.class, sides[0], "change");
      Action action = word(Action.class, sides[1], "action");
      if ((subject == Subject.OTHER || subject == Subject.UNKNOWN || subject == Subject.KEY)
          && action == Action.APPLY) {
        throw new IllegalArgumentException(
            "The schema change policy \"" + part.strip() + "\" asks for what Doris cannot do");
      }
      actions.put(subject, action);
    }
    return new SchemaChangePolicy(actions);
  }

  public Action of(TableChange change) {
    return of(Subject.of(change));
  }

  public Action of(Subject subject) {
    return actions.get(subject);
  }

  private static <T extends Enum<T>> T word(Class<T> type, String text, String what) {
    for (T constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text.strip())) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "The schema change policy has no "
            + what
            + " \""
            + text.strip()
            + "\"; there are "
            + Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }
}
