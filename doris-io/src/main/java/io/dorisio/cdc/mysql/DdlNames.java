package io.dorisio.cdc.mysql;

import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.FullIdContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.IndexColumnNamesContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.TableNameContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.UidContext;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.Interval;

/** Names and texts out of a parsed statement. */
final class DdlNames {

  private DdlNames() {}

  static SourceTable table(TableNameContext name, String database) {
    return table(name.fullId(), database);
  }

  static SourceTable table(FullIdContext name, String database) {
    String first = name(name.uid(0));
    if (name.DOT_ID() != null) {
      return new SourceTable(first, unquoted(name.DOT_ID().getText().substring(1)));
    }
    return name.uid().size() > 1
        ? new SourceTable(first, name(name.uid(1)))
        : new SourceTable(database, first);
  }

  static String name(UidContext name) {
    return unquoted(name.getText());
  }

  /** Names in quotes of any kind, with the quote itself doubled. */
  static String unquoted(String text) {
    char quote = text.isEmpty() ? '\0' : text.charAt(0);
    if (text.length() < 2 || (quote != '`' && quote != '"' && quote != '\'')) {
      return text;
    }
    return text.substring(1, text.length() - 1).replace("" + quote + quote, "" + quote);
  }

  static List<String> columns(IndexColumnNamesContext names) {
    return names.indexColumnName().stream()
        .map(name -> name.uid() == null ? unquoted(name.getText()) : name(name.uid()))
        .toList();
  }

  /** A piece of the statement as it was written. */
  static String source(ParserRuleContext piece) {
    return piece
        .getStart()
        .getInputStream()
        .getText(Interval.of(piece.getStart().getStartIndex(), piece.getStop().getStopIndex()));
  }
}
