package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.sql.Statement.AlterTable;
import io.dorisio.emulator.sql.Statement.AlterTable.AddColumn;
import io.dorisio.emulator.sql.Statement.AlterTable.Change;
import io.dorisio.emulator.sql.Statement.AlterTable.DropColumn;
import io.dorisio.emulator.sql.Statement.AlterTable.ModifyColumn;
import io.dorisio.emulator.sql.Statement.AlterTable.ModifyColumnComment;
import io.dorisio.emulator.sql.Statement.AlterTable.Position;
import io.dorisio.emulator.sql.Statement.AlterTable.RenameColumn;
import io.dorisio.emulator.sql.Statement.AlterTable.RenameTable;
import io.dorisio.emulator.sql.Statement.AlterTable.SetProperties;
import java.util.ArrayList;
import java.util.List;

/** Reads ALTER TABLE. */
final class AlterTableParser {
  private final TokenCursor in;

  AlterTableParser(TokenCursor in) {
    this.in = in;
  }

  AlterTable parse() throws DorisException {
    in.expectWord("ALTER");
    in.expectWord("TABLE");
    TokenCursor.TableName name = in.tableName();
    List<Change> changes = new ArrayList<>();
    do {
      change(changes);
    } while (in.takeSymbol(","));
    return new AlterTable(name.database(), name.table(), changes);
  }

  private void change(List<Change> changes) throws DorisException {
    if (in.takeWord("ADD")) {
      in.expectWord("COLUMN");
      if (in.takeSymbol("(")) {
        do {
          changes.add(new AddColumn(new ColumnParser(in).parse(), Position.LAST));
        } while (in.takeSymbol(","));
        in.expectSymbol(")");
      } else {
        changes.add(new AddColumn(new ColumnParser(in).parse(), position()));
      }
    } else if (in.takeWord("DROP")) {
      in.expectWord("COLUMN");
      changes.add(new DropColumn(in.identifier()));
    } else if (in.takeWord("MODIFY")) {
      in.expectWord("COLUMN");
      if (in.peekNext().isWord("COMMENT")) {
        String column = in.identifier();
        in.expectWord("COMMENT");
        changes.add(new ModifyColumnComment(column, in.string()));
      } else {
        changes.add(new ModifyColumn(new ColumnParser(in).parse(), position()));
      }
    } else if (in.takeWord("RENAME")) {
      if (in.takeWord("COLUMN")) {
        String from = in.identifier();
        in.takeWord("TO");
        changes.add(new RenameColumn(from, in.identifier()));
      } else {
        in.takeWord("TO");
        changes.add(new RenameTable(in.identifier()));
      }
    } else if (in.takeWord("SET")) {
      changes.add(new SetProperties(in.properties()));
    } else {
      throw in.unexpected("{'ADD', 'DROP', 'MODIFY', 'RENAME', 'SET'}");
    }
    if (in.takeWord("PROPERTIES")) {
      in.properties();
    }
  }

  private Position position() throws SqlSyntaxException {
    if (in.takeWord("FIRST")) {
      return Position.FIRST;
    }
    return in.takeWord("AFTER") ? new Position(false, in.identifier()) : Position.LAST;
  }
}
