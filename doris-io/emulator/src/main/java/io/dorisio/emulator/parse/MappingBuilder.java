package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.parse.ColumnMapping.Constant;
import io.dorisio.emulator.parse.ColumnMapping.Copy;
import io.dorisio.emulator.parse.ColumnMapping.Derived;
import io.dorisio.emulator.parse.ColumnMapping.Input;
import io.dorisio.emulator.schema.Aggregation;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.KeysModel;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.ColumnList;
import io.dorisio.emulator.sql.LoadExpression;
import io.dorisio.emulator.sql.LoadExpression.Family;
import io.dorisio.emulator.sql.LoadExpression.Term;
import io.dorisio.emulator.sql.LoadFunctions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Works out the mapping in the order of the frontend (fe-core nereids/load/NereidsLoadScanProvider,
 * createLoadContext and fillContextExprMap): the columns header, then the delete condition, the
 * sequence, and the table's own columns where the header names none of the file. A column of the
 * file that the table has too enters expressions in the table's type, any other as text
 * (NereidsLoadUtils, createLoadPlan).
 */
final class MappingBuilder {
  private final TableSchema table;
  private final List<Column> loadColumns;
  private final LoadFunctions functions;
  private final Map<String, String> expressions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Term> derivedTerms = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> fileColumns = new ArrayList<>();
  private boolean negative;

  MappingBuilder(TableSchema table, LoadFunctions functions) {
    this.table = table;
    this.loadColumns = table.loadColumns();
    this.functions = functions;
  }

  /** The columns header; hidden columns count only without it (doris-protocol 7.4). */
  void columns(List<ColumnList.Entry> entries, List<String> hiddenColumns) throws DorisException {
    for (ColumnList.Entry entry : entries) {
      if (entry.expression() != null) {
        expressions.put(entry.name(), entry.expression());
      } else {
        if (fileColumns.stream().anyMatch(entry.name()::equalsIgnoreCase)) {
          throw DorisException.analysis("Duplicate column: " + entry.name());
        }
        fileColumns.add(entry.name());
      }
    }
    if (!fileColumns.isEmpty()) {
      return;
    }
    for (Column column : table.columns()) {
      String expression = expressions.get(column.name());
      if (expression == null || !isConstant(expression)) {
        fileColumns.add(column.name());
      }
    }
    for (String name : hiddenColumns) {
      int index = TableSchema.indexOf(loadColumns, name);
      if (index >= 0 && loadColumns.get(index).isHidden()) {
        fileColumns.add(loadColumns.get(index).name());
      }
    }
  }

  private boolean isConstant(String expression) throws DorisException {
    boolean[] named = {false};
    LoadExpression.translate(
        expression,
        name -> {
          named[0] = true;
          return new Term("NULL", Family.TEXT);
        },
        functions);
    return !named[0];
  }

  void derive(String column, String expression) {
    expressions.put(column, expression);
  }

  void negative() {
    negative = true;
  }

  boolean has(String column) {
    return expressions.containsKey(column)
        || fileColumns.stream().anyMatch(column::equalsIgnoreCase);
  }

  ColumnMapping build(boolean partial) throws DorisException {
    List<Column> staged =
        loadColumns.stream()
            .filter(column -> has(column.name()) || !(partial || column.isHidden()))
            .toList();
    List<Integer> targets = new ArrayList<>();
    List<Input> inputs = new ArrayList<>();
    int slots = staged.size();
    for (int i = 0; i < fileColumns.size(); i++) {
      String name = fileColumns.get(i);
      boolean replaced = expressions.containsKey(name);
      int index = TableSchema.indexOf(staged, name);
      boolean direct = index >= 0 && !replaced;
      int target = direct ? index : slots++;
      targets.add(target);
      inputs.add(new Input(target, name, direct ? staged.get(index).type() : null));
    }
    List<Copy> copies = new ArrayList<>();
    List<Constant> constants = new ArrayList<>();
    List<Derived> derived = new ArrayList<>();
    for (Map.Entry<String, String> entry : expressions.entrySet()) {
      int target = TableSchema.indexOf(staged, entry.getKey());
      if (target >= 0) {
        derive(entry.getValue(), target, inputs, copies, constants, derived);
      }
    }
    if (negative) {
      negate(staged, inputs, derived);
    }
    List<Boolean> given = staged.stream().map(column -> has(column.name())).toList();
    return new ColumnMapping(
        staged, partial, fileColumns, targets, slots, given, copies, constants, derived, inputs);
  }

  private void derive(
      String expression,
      int target,
      List<Input> inputs,
      List<Copy> copies,
      List<Constant> constants,
      List<Derived> derived)
      throws DorisException {
    String plain = expression.strip().replace("`", "");
    for (Input input : inputs) {
      if (input.name().equalsIgnoreCase(plain)) {
        copies.add(new Copy(target, input.slot()));
        return;
      }
    }
    if (plain.chars().allMatch(Character::isDigit)) {
      constants.add(new Constant(target, plain));
      return;
    }
    derived.add(new Derived(target, translate(expression, inputs, 0).sql()));
  }

  private Term translate(String expression, List<Input> inputs, int depth) throws DorisException {
    return LoadExpression.translate(expression, name -> term(name, inputs, depth), functions);
  }

  /** A name in an expression: a derived column before a column of the file. */
  private Term term(String name, List<Input> inputs, int depth) throws DorisException {
    Input own = null;
    for (Input input : inputs) {
      if (input.name().equalsIgnoreCase(name)) {
        own = input;
      }
    }
    if (own == null && expressions.containsKey(name) && depth < expressions.size()) {
      Term term = derivedTerms.get(name);
      if (term == null) {
        term = translate(expressions.get(name), inputs, depth + 1);
        derivedTerms.put(name, term);
      }
      return term;
    }
    if (own == null) {
      throw DorisException.analysis("Unknown column '" + name + "' in 'table list'");
    }
    return new Term("i" + own.slot(), own.type() == null ? Family.TEXT : Family.of(own.type()));
  }

  /** The backend takes sums off instead of adding them: values are multiplied by -1. */
  private void negate(List<Column> staged, List<Input> inputs, List<Derived> derived)
      throws DorisException {
    for (int i = 0; i < staged.size(); i++) {
      int target = i;
      Column column = staged.get(i);
      boolean input = inputs.stream().anyMatch(in -> in.slot() == target);
      if (column.aggregation() == Aggregation.SUM && input) {
        derived.add(new Derived(i, "-i" + i));
      }
    }
  }

  /** Worded like the check of NereidsLoadScanProvider and BindSink. */
  static void checkDefaults(TableSchema table, ColumnMapping mapping) throws DorisException {
    for (int i = 0; i < mapping.staged().size(); i++) {
      Column column = mapping.staged().get(i);
      if (!mapping.given().get(i) && !column.nullable() && column.defaultValue() == null) {
        throw DorisException.analysis("Column has no default value. column: " + column.name());
      }
    }
  }

  static List<String> names(String header) {
    return header.isEmpty()
        ? List.of()
        : Arrays.asList(header.replaceAll("\\s+", "").split(",", -1));
  }

  static boolean isUnique(TableSchema table) {
    return table.model() == KeysModel.UNIQUE;
  }
}
