package io.dorisio.cdc.mysql;

import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ColumnConstraintContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ColumnCreateTableContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ColumnDeclarationContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ColumnDefinitionContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.CommentColumnConstraintContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.ConstraintDeclarationContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.CreateDefinitionContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.NullColumnConstraintContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.PrimaryKeyColumnConstraintContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.PrimaryKeyTableConstraintContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.TableOptionCommentContext;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser.TableOptionContext;
import java.util.ArrayList;
import java.util.List;

/** Definitions out of a parsed statement. */
final class DdlDefinitions {

  private DdlDefinitions() {}

  static TableDefinition table(ColumnCreateTableContext create, String database) {
    List<ColumnDefinition> columns = new ArrayList<>();
    List<String> key = new ArrayList<>();
    for (CreateDefinitionContext part : create.createDefinitions().createDefinition()) {
      if (part instanceof ColumnDeclarationContext declaration) {
        String name = DdlNames.name(declaration.uid());
        columns.add(column(name, declaration.columnDefinition()));
        if (isPrimaryKey(declaration.columnDefinition())) {
          key.add(name);
        }
      } else if (part instanceof ConstraintDeclarationContext constraint
          && constraint.tableConstraint() instanceof PrimaryKeyTableConstraintContext primary) {
        key.addAll(DdlNames.columns(primary.indexColumnNames()));
      }
    }
    String comment = "";
    for (TableOptionContext option : create.tableOption()) {
      if (option instanceof TableOptionCommentContext text) {
        comment = DdlNames.unquoted(text.STRING_LITERAL().getText());
      }
    }
    return new TableDefinition(
        DdlNames.table(create.tableName(), database), withKey(columns, key), key, comment);
  }

  static ColumnDefinition column(String name, ColumnDefinitionContext definition) {
    boolean nullable = true;
    String comment = "";
    for (ColumnConstraintContext constraint : definition.columnConstraint()) {
      if (constraint instanceof NullColumnConstraintContext nulls) {
        nullable = nulls.nullNotnull().NOT() == null;
      } else if (constraint instanceof CommentColumnConstraintContext text) {
        comment = DdlNames.unquoted(text.STRING_LITERAL().getText());
      }
    }
    MySqlType type = MySqlType.parse(DdlNames.source(definition.dataType()));
    return new ColumnDefinition(name, type, nullable && !isPrimaryKey(definition), comment);
  }

  static boolean isPrimaryKey(ColumnDefinitionContext definition) {
    return definition.columnConstraint().stream()
        .anyMatch(PrimaryKeyColumnConstraintContext.class::isInstance);
  }

  /** A key's columns are never null. */
  private static List<ColumnDefinition> withKey(List<ColumnDefinition> columns, List<String> key) {
    return columns.stream()
        .map(
            column ->
                key.stream().anyMatch(column.name()::equalsIgnoreCase)
                    ? new ColumnDefinition(column.name(), column.type(), false, column.comment())
                    : column)
        .toList();
  }
}
