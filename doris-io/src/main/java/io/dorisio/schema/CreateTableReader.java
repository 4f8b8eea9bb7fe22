package io.dorisio.schema;

import io.dorisio.client.KeysModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reads SHOW CREATE TABLE. It is the only answer that tells all of a table at one moment: {@code
 * _schema} lacks nullability and lengths, and DESC prints {@code DECIMAL(9,2)} and {@code
 * DECIMAL(18,0)} alike as {@code DECIMAL} (Doris: {@code IndexSchemaProcNode.java}; the text is
 * made by {@code Env.java}, getDdlStmt, and {@code Column.java}, toSql).
 */
final class CreateTableReader {

  private static final Pattern SEQUENCE_COLUMN =
      Pattern.compile("\"function_column\\.sequence_col\"\\s*=\\s*\"([^\"]+)\"");
  private static final Pattern SEQUENCE_TYPE =
      Pattern.compile("\"function_column\\.sequence_type\"\\s*=\\s*\"([^\"]+)\"");
  private static final Pattern NAME =
      Pattern.compile("'[^']*'|`((?:[^`]|``)+)`|([\\p{L}_][\\p{L}\\p{N}_]*)");
  private static final Pattern HASH =
      Pattern.compile("DISTRIBUTED\\s+BY\\s+HASH\\s*\\(([^)]*)\\)", Pattern.CASE_INSENSITIVE);
  private static final Pattern PARTITION =
      Pattern.compile(
          "PARTITION\\s+BY\\s+(?:RANGE|LIST)\\s*\\((.*?)\\)\\s*\\(",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final DdlCursor in;

  CreateTableReader(String createTable) {
    this.in = new DdlCursor(createTable);
  }

  TableSchema read() {
    in.expectWord("CREATE");
    while (in.peek() != '(') {
      if (in.peek() == '`') {
        in.name();
      } else if (!in.take('.')) {
        in.word();
      }
    }
    List<Column> columns = columns();
    if (in.takeWord("ENGINE")) {
      in.expect('=');
      in.word();
    }
    KeysModel model = KeysModel.DUPLICATE;
    Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (KeysModel each : KeysModel.values()) {
      if (each != KeysModel.OTHER && in.takeWord(each.name())) {
        model = each;
        in.expectWord("KEY");
        keys.addAll(names(in.group('(', ')')));
      }
    }
    if (in.takeWord("COMMENT")) {
      in.quotedText();
    }
    String rest = in.rest();
    List<String> placing = new ArrayList<>(first(HASH, rest));
    placing.addAll(first(PARTITION, rest));
    return new TableSchema(
        model,
        columns.stream()
            .map(column -> keys.contains(column.name()) ? column.asKey() : column)
            .toList(),
        sequenceColumn(rest),
        placing,
        hiddenSequence(rest));
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    in.expect('(');
    do {
      if (in.peek() == '`') {
        columns.add(column());
      } else {
        index();
      }
    } while (in.take(','));
    in.expect(')');
    return columns;
  }

  private void index() {
    in.expectWord("INDEX");
    while (in.peek() != ',' && in.peek() != ')') {
      skip();
    }
  }

  private Column column() {
    String name = in.name();
    DorisType type = TypeReader.read(in);
    String aggregation = "";
    boolean nullable = true;
    boolean filledByServer = false;
    String defaultValue = "";
    String comment = "";
    while (in.peek() != ',' && in.peek() != ')') {
      if (in.takeWord("NOT")) {
        in.expectWord("NULL");
        nullable = false;
      } else if (in.takeWord("DEFAULT")) {
        defaultValue = value();
      } else if (in.takeWord("COMMENT")) {
        comment = in.quotedText();
      } else if (in.takeWord("ON")) {
        in.expectWord("UPDATE");
        value();
      } else if (in.takeWord("AUTO_INCREMENT") || in.takeWord("AS") || in.takeWord("GENERATED")) {
        filledByServer = true;
        skipGroup();
      } else if (!in.takeWord("NULL") && !in.takeWord("ALWAYS")) {
        aggregation = in.word();
      }
    }
    return new Column(
        name, type, nullable, false, defaultValue, aggregation, filledByServer, comment);
  }

  /** A default: a text, put into quotes that are right, a number, or a word with arguments. */
  private String value() {
    if (in.peek() == '"' || in.peek() == '\'') {
      return Sql.text(in.unescapedText());
    }
    int start = in.position();
    while (" ,)\n\0".indexOf(in.raw()) < 0) {
      if (in.raw() == '(') {
        in.group('(', ')');
      } else {
        in.skipRaw();
      }
    }
    String value = in.textFrom(start).strip();
    return value.equalsIgnoreCase("NULL") ? "" : value;
  }

  private void skipGroup() {
    if (in.peek() == '(') {
      in.group('(', ')');
    }
  }

  private void skip() {
    switch (in.peek()) {
      case '(' -> in.group('(', ')');
      case '"', '\'' -> in.quotedText();
      case '`' -> in.name();
      default -> in.skipRaw();
    }
  }

  private static String sequenceColumn(String rest) {
    Matcher named = SEQUENCE_COLUMN.matcher(rest);
    if (named.find()) {
      return named.group(1);
    }
    return SEQUENCE_TYPE.matcher(rest).find() ? TableSchema.HIDDEN_SEQUENCE : "";
  }

  private static @Nullable DorisType hiddenSequence(String rest) {
    Matcher type = SEQUENCE_TYPE.matcher(rest);
    return type.find() && !SEQUENCE_COLUMN.matcher(rest).find()
        ? DorisType.parse(type.group(1))
        : null;
  }

  private static List<String> first(Pattern clause, String text) {
    Matcher found = clause.matcher(text);
    return found.find() ? names(found.group(1)) : List.of();
  }

  /** The columns of a list, and the functions around them, which no column is called. */
  private static List<String> names(String list) {
    return NAME.matcher(list)
        .results()
        .filter(name -> !name.group().startsWith("'"))
        .map(name -> name.group(1) == null ? name.group(2) : name.group(1).replace("``", "`"))
        .toList();
  }
}
