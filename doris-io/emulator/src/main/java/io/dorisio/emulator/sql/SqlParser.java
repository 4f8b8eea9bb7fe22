package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import java.util.List;
import java.util.Locale;

/** Understands the statements of Doris that the stand-in serves. */
public final class SqlParser {
  private SqlParser() {}

  /**
   * Understands one statement.
   *
   * @param database the session's database; null where there is none
   */
  public static Statement parse(String sql, String database) throws DorisException {
    List<Token> tokens = Tokenizer.tokens(sql);
    TokenCursor in = new TokenCursor(sql, tokens);
    String verb = in.peek().text().toUpperCase(Locale.ROOT);
    Statement statement =
        switch (verb) {
          case "SELECT", "WITH", "VALUES", "(" -> new Statement.Query(sql);
          case "CREATE" -> create(in, database);
          case "DROP" -> drop(in);
          case "TRUNCATE" -> truncate(in);
          case "ALTER" -> new AlterTableParser(in).parse();
          case "SHOW", "DESC", "DESCRIBE" -> new ShowSchemaParser(in).parse();
          // The statement interface runs queries and declarations only (doris-protocol 6).
          case "INSERT", "UPDATE", "DELETE" ->
              throw DorisException.analysis("Unsupported statement type");
          default ->
              throw in.unexpected(
                  "{'ALTER', 'CREATE', 'DESC', 'DROP', 'SELECT', 'SHOW', 'TRUNCATE', 'WITH'}");
        };
    if (!(statement instanceof Statement.Query)) {
      in.takeSymbol(";");
      in.expectEnd();
    }
    return statement;
  }

  private static Statement create(TokenCursor in, String database) throws DorisException {
    in.expectWord("CREATE");
    if (in.takeWord("DATABASE") || in.takeWord("SCHEMA")) {
      boolean ifNotExists = ifNotExists(in);
      String name = in.identifier();
      if (in.takeWord("PROPERTIES")) {
        in.properties();
      }
      return new Statement.CreateDatabase(name, ifNotExists);
    }
    if (in.takeWord("EXTERNAL")) {
      throw in.unexpected("{'DATABASE', 'TABLE'}");
    }
    in.expectWord("TABLE");
    boolean ifNotExists = ifNotExists(in);
    return new CreateTableParser(in, database).parse(ifNotExists);
  }

  private static Statement drop(TokenCursor in) throws SqlSyntaxException {
    in.expectWord("DROP");
    if (in.takeWord("DATABASE") || in.takeWord("SCHEMA")) {
      boolean ifExists = ifExists(in);
      String name = in.identifier();
      in.takeWord("FORCE");
      return new Statement.DropDatabase(name, ifExists);
    }
    in.expectWord("TABLE");
    boolean ifExists = ifExists(in);
    TokenCursor.TableName name = in.tableName();
    in.takeWord("FORCE");
    return new Statement.DropTable(name.database(), name.table(), ifExists);
  }

  private static Statement truncate(TokenCursor in) throws SqlSyntaxException {
    in.expectWord("TRUNCATE");
    in.expectWord("TABLE");
    TokenCursor.TableName name = in.tableName();
    return new Statement.TruncateTable(name.database(), name.table());
  }

  private static boolean ifNotExists(TokenCursor in) throws SqlSyntaxException {
    if (!in.takeWord("IF")) {
      return false;
    }
    in.expectWord("NOT");
    in.expectWord("EXISTS");
    return true;
  }

  private static boolean ifExists(TokenCursor in) throws SqlSyntaxException {
    if (!in.takeWord("IF")) {
      return false;
    }
    in.expectWord("EXISTS");
    return true;
  }
}
