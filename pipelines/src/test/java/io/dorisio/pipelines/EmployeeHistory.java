package io.dorisio.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What befell the employees in two databases of two tables each: a snapshot, then changes, and the
 * rows in the end as MySQL would have them.
 */
final class EmployeeHistory {

  static final List<String> COLUMNS =
      List.of("emp_no", "birth_date", "first_name", "last_name", "gender", "hire_date");

  private static final Pattern DATABASE = Pattern.compile("USE (\\w+);");
  private static final Pattern TABLE = Pattern.compile("INSERT INTO `(\\w+)`");
  private static final Pattern ROW =
      Pattern.compile("\\((\\d+),'(.*?)','(.*?)','(.*?)','([MF])','(.*?)'\\)");

  /** A table of MySQL. */
  record Shard(String database, String table) {}

  /**
   * A row's change; rows by their columns.
   *
   * @param before null for an insert
   * @param after null for a delete
   * @param snapshot whether the row was read from the table
   */
  record Change(
      Shard shard,
      @Nullable Map<String, String> before,
      @Nullable Map<String, String> after,
      boolean snapshot) {}

  private final List<Change> changes = new ArrayList<>();
  private final Map<Shard, TreeMap<Integer, Map<String, String>>> rows = new LinkedHashMap<>();

  /** The history; the same every time. */
  static EmployeeHistory read() throws IOException {
    EmployeeHistory history = new EmployeeHistory();
    history.snapshot();
    history.update();
    return history;
  }

  private void snapshot() throws IOException {
    String sql;
    try (InputStream in = EmployeeHistory.class.getResourceAsStream("/demo/employees.sql")) {
      sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String database = "";
    String table = "";
    for (String line : sql.lines().toList()) {
      Matcher use = DATABASE.matcher(line);
      Matcher insert = TABLE.matcher(line);
      Matcher row = ROW.matcher(line);
      if (use.find()) {
        database = use.group(1);
      } else if (insert.find()) {
        table = insert.group(1);
      } else if (row.find()) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
          columns.put(COLUMNS.get(i), row.group(i + 1));
        }
        add(new Shard(database, table), null, columns, true);
      }
    }
  }

  private void update() {
    for (Shard shard : List.copyOf(rows.keySet())) {
      List<Integer> numbers = List.copyOf(rows.get(shard).keySet());
      for (int number : numbers) {
        switch (number % 7) {
          case 0 -> set(shard, number, "last_name", "O'Neil \"😀\"\\,\t" + number % 100);
          case 1 -> {
            set(shard, number, "birth_date", LocalDate.of(1960, 2, 28).plusDays(1).toString());
            set(shard, number, "first_name", "moved");
          }
          case 2 -> delete(shard, number);
          case 3 -> set(shard, number, "emp_no", String.valueOf(number + 50_000));
          case 4 -> {
            Map<String, String> row = rows.get(shard).get(number);
            delete(shard, number);
            add(shard, null, with(row, "last_name", "back"), false);
          }
          default -> set(shard, number, "hire_date", "2024-02-29");
        }
      }
      boolean wide = shard.equals(new Shard("emp_2", "employees_2"));
      for (int i = 0; i < 5; i++) {
        Map<String, String> row = with(rows.get(shard).firstEntry().getValue(), "first_name", "");
        int number = 90_000 + rows.keySet().stream().toList().indexOf(shard) * 100 + i;
        row.put("emp_no", String.valueOf(number));
        if (wide) {
          row.put("phone", i == 0 ? null : "+49 30 " + i);
        }
        add(shard, null, row, false);
        set(shard, number, "last_name", "first");
        set(shard, number, "last_name", "last");
      }
    }
  }

  private void set(Shard shard, int number, String column, String value) {
    Map<String, String> before = rows.get(shard).get(number);
    add(shard, before, with(before, column, value), false);
  }

  private static Map<String, String> with(Map<String, String> row, String column, String value) {
    Map<String, String> changed = new LinkedHashMap<>(row);
    changed.put(column, value);
    return changed;
  }

  private void delete(Shard shard, int number) {
    add(shard, rows.get(shard).get(number), null, false);
  }

  private void add(
      Shard shard,
      @Nullable Map<String, String> before,
      @Nullable Map<String, String> after,
      boolean snapshot) {
    changes.add(new Change(shard, before, after, snapshot));
    TreeMap<Integer, Map<String, String>> table =
        rows.computeIfAbsent(shard, unused -> new TreeMap<>());
    if (before != null) {
      table.remove(Integer.valueOf(before.get("emp_no")));
    }
    if (after != null) {
      table.put(Integer.valueOf(after.get("emp_no")), after);
    }
  }

  List<Change> changes() {
    return changes;
  }

  Collection<Shard> shards() {
    return rows.keySet();
  }

  /**
   * The rows of all shards as one table has them, by number; at the end the origin and the phone.
   */
  List<List<String>> merged() {
    TreeMap<Integer, List<String>> all = new TreeMap<>();
    rows.forEach(
        (shard, table) ->
            table.forEach(
                (number, row) -> {
                  List<String> values = new ArrayList<>();
                  COLUMNS.forEach(column -> values.add(row.get(column)));
                  values.add(shard.database());
                  values.add(shard.table());
                  values.add(row.get("phone"));
                  all.put(number, values);
                }));
    return List.copyOf(all.values());
  }
}
