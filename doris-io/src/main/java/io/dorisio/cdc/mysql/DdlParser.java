package io.dorisio.cdc.mysql;

import io.debezium.ddl.parser.mariadb.generated.MariaDBLexer;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ColumnCreateTableContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.CopyCreateTableContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.CreateTableContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.DdlStatementContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.QueryCreateTableContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.RenameTableClauseContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.SqlStatementContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.SqlStatementsContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.TableNameContext;
import io.dorisio.cdc.mysql.TableChange.CreateTable;
import io.dorisio.cdc.mysql.TableChange.CreateTableLike;
import io.dorisio.cdc.mysql.TableChange.DropTable;
import io.dorisio.cdc.mysql.TableChange.OtherChange;
import io.dorisio.cdc.mysql.TableChange.RenameTable;
import io.dorisio.cdc.mysql.TableChange.TruncateTable;
import io.dorisio.cdc.mysql.TableChange.UnknownChange;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads DDL statements of MySQL and MariaDB, by the grammar that Debezium keeps. Its grammar for
 * MariaDB takes MySQL's statements too.
 *
 * <p>For renames, and for what Canal and Maxwell tell of schema changes in no other way; the tables
 * in Debezium's own events need no parser.
 */
public final class DdlParser {

  private static final int QUOTED = 200;
  private static final int DEEPEST = 50;

  private DdlParser() {}

  /**
   * What a text of one or more statements does to tables. Statements on other things (databases,
   * views, users, rows) do nothing.
   *
   * @param database for names without one
   * @throws DdlSyntaxException if the text does not follow the grammar, or nests brackets deeper
   *     than 50
   */
  public static List<TableChange> parse(String ddl, String database) throws DdlSyntaxException {
    List<TableChange> changes = new ArrayList<>();
    try {
      SqlStatementsContext statements = parser(ddl).root().sqlStatements();
      if (statements != null) {
        for (SqlStatementContext statement : statements.sqlStatement()) {
          if (statement.ddlStatement() != null) {
            changes(statement.ddlStatement(), database, changes);
          }
        }
      }
    } catch (ParseCancellationException | IllegalArgumentException e) {
      String start = ddl.length() > QUOTED ? ddl.substring(0, QUOTED) + "…" : ddl;
      throw new DdlSyntaxException("The DDL statement is not understood: " + start, e);
    }
    return changes;
  }

  private static MariaDBParser parser(String ddl) {
    MariaDBLexer lexer = new MariaDBLexer(CharStreams.fromString(ddl));
    lexer.removeErrorListeners();
    lexer.addErrorListener(new Cancel());
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    check(tokens.getTokens());
    MariaDBParser parser = new MariaDBParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    return parser;
  }

  /**
   * Refuses what the grammar would pass over, the characters that belong to no token, and what it
   * would take minutes for.
   */
  private static void check(List<Token> tokens) {
    int depth = 0;
    for (Token token : tokens) {
      if (token.getChannel() == MariaDBLexer.ERRORCHANNEL) {
        throw new ParseCancellationException("A character belongs to no token");
      }
      if (token.getType() == MariaDBLexer.LR_BRACKET) {
        depth++;
      } else if (token.getType() == MariaDBLexer.RR_BRACKET) {
        depth--;
      }
      if (depth > DEEPEST) {
        throw new ParseCancellationException("Brackets nest deeper than " + DEEPEST);
      }
    }
  }

  private static void changes(
      DdlStatementContext statement, String database, List<TableChange> changes) {
    if (statement.createTable() != null) {
      changes.add(create(statement.createTable(), database));
    } else if (statement.alterTable() != null) {
      new AlterTable(statement.alterTable(), database).addTo(changes);
    } else if (statement.dropTable() != null) {
      for (TableNameContext table : statement.dropTable().tables().tableName()) {
        changes.add(new DropTable(DdlNames.table(table, database)));
      }
    } else if (statement.renameTable() != null) {
      for (RenameTableClauseContext clause : statement.renameTable().renameTableClause()) {
        changes.add(
            new RenameTable(
                DdlNames.table(clause.tableName(0), database),
                DdlNames.table(clause.tableName(1), database)));
      }
    } else if (statement.truncateTable() != null) {
      changes.add(
          new TruncateTable(DdlNames.table(statement.truncateTable().tableName(), database)));
    } else if (statement.createIndex() != null) {
      changes.add(
          new OtherChange(
              DdlNames.table(statement.createIndex().tableName(), database),
              DdlNames.source(statement)));
    } else if (statement.dropIndex() != null) {
      changes.add(
          new OtherChange(
              DdlNames.table(statement.dropIndex().tableName(), database),
              DdlNames.source(statement)));
    }
  }

  private static TableChange create(CreateTableContext create, String database) {
    if (create instanceof CopyCreateTableContext copy) {
      return new CreateTableLike(
          DdlNames.table(copy.tableName(0), database), DdlNames.table(copy.tableName(1), database));
    }
    if (create instanceof ColumnCreateTableContext columns) {
      return new CreateTable(DdlDefinitions.table(columns, database));
    }
    QueryCreateTableContext query = (QueryCreateTableContext) create;
    return new UnknownChange(DdlNames.table(query.tableName(), database), DdlNames.source(query));
  }

  /** Ends at the first character that begins no token. */
  private static final class Cancel extends BaseErrorListener {

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException e) {
      throw new ParseCancellationException(message, e);
    }
  }
}
