package io.dorisio.emulator.storage;

import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The steps that move staged rows into their table by the rules of its key model. The table may
 * have changed since the rows were staged: columns are matched by id, those added since take their
 * default, those dropped since go nowhere.
 */
final class Merge {
  private static final String SIGN = Names.quoted(Column.DELETE_SIGN);
  private static final String SEQUENCE = Names.quoted(Column.SEQUENCE);

  private final TableSchema table;
  private final StagedLoads.Shape shape;
  private final String place;
  private final String staging;
  private final String target;
  private final List<Column> stored;
  private final String keys;
  private final String sameKey;
  private final List<String> steps = new ArrayList<>();

  private Merge(TableSchema table, StagedLoads.Shape shape, String staging, EqualKeys equalKeys) {
    this.place = equalKeys.place();
    this.table = table;
    this.shape = shape;
    this.staging = staging;
    this.target = Names.table(table);
    this.stored = table.loadColumns();
    this.keys = join(table.keyColumns(), ", ", Names::column);
    this.sameKey = sameKey(table);
  }

  static List<String> steps(
      TableSchema table, StagedLoads.Shape shape, String staging, EqualKeys equalKeys) {
    Merge merge = new Merge(table, shape, staging, equalKeys);
    switch (table.model()) {
      case DUPLICATE -> merge.append();
      case UNIQUE -> merge.replace();
      case AGGREGATE -> merge.aggregate();
    }
    return merge.steps;
  }

  /** Whether a stored row {@code t} and a staged row {@code s} have the same key. */
  static String sameKey(TableSchema table) {
    return join(
        table.keyColumns(),
        " AND ",
        key -> "t." + Names.column(key) + " IS NOT DISTINCT FROM s." + Names.column(key));
  }

  private static <T> String join(List<T> items, String separator, Function<T, String> word) {
    return items.stream().map(word).collect(Collectors.joining(separator));
  }

  private void append() {
    steps.add(
        "INSERT INTO "
            + target
            + " ("
            + join(stored, ", ", Names::column)
            + ") SELECT "
            + join(stored, ", ", this::stagedValue)
            + " FROM "
            + staging
            + " AS s");
  }

  /** A type widened since the load was opened makes the cast necessary. */
  private String stagedValue(Column column) {
    return shape.has(column)
        ? "CAST(s." + Names.column(column) + " AS " + column.type().duckdbType() + ")"
        : Defaults.of(column);
  }

  /**
   * The row of a key that counts is the one with the highest sequence, and the last of the body
   * among equals unless another is asked for; what is marked deleted goes (doris-protocol 7.4).
   * Beside a sequence the mark is stored, because a row with a lower sequence must not come back
   * after it.
   */
  private void replace() {
    String sequence = sequence();
    boolean orders = sequence != null && shape.columns().contains(sequence);
    String winners =
        orders
            ? "SELECT arg_max(s.rowid, (s."
                + sequence
                + " IS NOT NULL, s."
                + sequence
                + (", " + place + "))")
            : "SELECT arg_max(s.rowid, " + place + ")";
    steps.add(
        "DELETE FROM "
            + staging
            + (" WHERE rowid NOT IN (" + winners + " FROM " + staging + " AS s GROUP BY ")
            + (keys + ")"));
    if (orders) {
      steps.add(
          "DELETE FROM "
              + staging
              + " AS s USING "
              + target
              + " AS t WHERE "
              + sameKey
              + (" AND (t." + sequence + " > s." + sequence)
              + (" OR (t." + sequence + " IS NOT NULL AND s." + sequence + " IS NULL))"));
    }
    String merged = "merged_" + table.id();
    if (shape.partial()) {
      steps.add(
          "CREATE TEMP TABLE "
              + merged
              + " AS SELECT "
              + join(stored, ", ", c -> updatedValue(c) + " AS " + Names.column(c))
              + " FROM "
              + staging
              + " AS s LEFT JOIN "
              + target
              + " AS t ON "
              + sameKey);
    }
    steps.add("DELETE FROM " + target + " AS t USING " + staging + " AS s WHERE " + sameKey);
    if (shape.partial()) {
      insertMerged(merged, sequence == null ? " WHERE " + SIGN + " = 0" : "");
    } else {
      if (shape.columns().contains(SIGN) && sequence == null) {
        steps.add("DELETE FROM " + staging + " WHERE " + SIGN + " <> 0");
      }
      append();
    }
  }

  private void insertMerged(String merged, String condition) {
    String columns = join(stored, ", ", Names::column);
    steps.add(
        "INSERT INTO "
            + (target + " (" + columns + ") SELECT " + columns + " FROM " + merged + condition));
    steps.add("DROP TABLE " + merged);
  }

  /** The column whose values order the rows of a key; null where there is none. */
  private String sequence() {
    Column mapped = table.sequenceMapColumn();
    if (mapped != null) {
      return Names.column(mapped);
    }
    return table.sequenceType() == null ? null : SEQUENCE;
  }

  /** A value after a partial update; a row that is marked deleted is as good as none. */
  private String updatedValue(Column column) {
    String name = Names.column(column);
    if (shape.has(column)) {
      return stagedValue(column);
    }
    if (name.equals(SIGN)) {
      return "0";
    }
    String exists = "t." + SIGN + " = 0";
    if (name.equals(sequence())) {
      exists = "t." + SIGN + " IS NOT NULL";
    }
    return "CASE WHEN " + exists + " THEN t." + name + " ELSE " + Defaults.of(column) + " END";
  }

  private void aggregate() {
    String merged = "merged_" + table.id();
    String values = join(stored, ", ", Names::column);
    steps.add(
        "CREATE TEMP TABLE "
            + merged
            + " AS SELECT "
            + join(stored, ", ", c -> (c.key() ? Names.column(c) : aggregated(c)))
            + " FROM (SELECT "
            + values
            + ", 0 AS generation, t.rowid AS place FROM "
            + target
            + " AS t WHERE EXISTS (SELECT 1 FROM "
            + staging
            + " AS s WHERE "
            + sameKey
            + ") UNION ALL SELECT "
            + join(stored, ", ", c -> stagedValue(c) + " AS " + Names.column(c))
            + (", 1, " + place + " FROM ")
            + staging
            + " AS s)"
            + (keys.isEmpty() ? "" : " GROUP BY " + keys));
    steps.add("DELETE FROM " + target + " AS t USING " + staging + " AS s WHERE " + sameKey);
    insertMerged(merged, "");
  }

  private static String aggregated(Column column) {
    String name = Names.column(column);
    String value =
        switch (column.aggregation()) {
          case SUM -> sum(column);
          case MIN -> "min(" + name + ")";
          case MAX -> "max(" + name + ")";
          case REPLACE_IF_NOT_NULL ->
              "last(" + name + " ORDER BY generation, place) FILTER (" + name + " IS NOT NULL)";
          case REPLACE, NONE -> "last(" + name + " ORDER BY generation, place)";
        };
    return value + " AS " + name;
  }

  /** Integers run over as they do in the backend, which adds in the column's own type. */
  private static String sum(Column column) {
    String name = Names.column(column);
    int bits =
        switch (column.type().kind()) {
          case TINYINT -> 8;
          case SMALLINT -> 16;
          case INT -> 32;
          case BIGINT -> 64;
          default -> 0;
        };
    String type = column.type().duckdbType();
    if (column.type().kind() == ColumnType.Kind.BOOLEAN) {
      return "bool_or(" + name + ")";
    }
    if (bits == 0) {
      return "TRY_CAST(sum(" + name + ") AS " + type + ")";
    }
    String half = "(1::HUGEINT << " + (bits - 1) + ")";
    String whole = "(1::HUGEINT << " + bits + ")";
    return "CAST(((sum("
        + name
        + ") + "
        + half
        + ") % "
        + whole
        + " + "
        + whole
        + ") % "
        + whole
        + " - "
        + half
        + " AS "
        + type
        + ")";
  }
}
