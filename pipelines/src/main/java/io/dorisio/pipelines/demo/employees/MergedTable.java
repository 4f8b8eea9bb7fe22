package io.dorisio.pipelines.demo.employees;

import io.dorisio.pipelines.demo.Doris;
import io.dorisio.pipelines.demo.DorisSql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The table in Doris that the shards become. */
final class MergedTable {
  static final String NAME = "demo.all_employees_info";

  static final String CREATE =
      """
      CREATE TABLE demo.all_employees_info (
        emp_no        INT NOT NULL,
        birth_date    DATE NOT NULL,
        first_name    VARCHAR(56),
        last_name     VARCHAR(64),
        gender        VARCHAR(4),
        hire_date     DATE,
        database_name VARCHAR(255),
        table_name    VARCHAR(255)
      )
      UNIQUE KEY(emp_no, birth_date)
      DISTRIBUTED BY HASH(birth_date) BUCKETS 1
      """;

  private static final String PROPERTIES = "PROPERTIES(\"replication_num\" = \"1\")";
  private static final int PAGE = 5_000;

  private final DorisSql sql;

  private MergedTable(DorisSql sql) {
    this.sql = sql;
  }

  static MergedTable create(Doris doris) throws IOException, InterruptedException {
    DorisSql system = doris.sql("information_schema");
    system.execute("CREATE DATABASE IF NOT EXISTS demo");
    system.execute("DROP TABLE IF EXISTS " + NAME);
    system.execute(CREATE + PROPERTIES);
    return new MergedTable(doris.sql("demo"));
  }

  long count() throws IOException, InterruptedException {
    return Long.parseLong(query("SELECT count(*) FROM " + NAME).get(0).get(0));
  }

  /** Its rows, by pages, in the order of its key; it must not change meanwhile. */
  List<List<String>> select(String columns, String where) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> page;
    do {
      page =
          query(
              String.format(
                  "SELECT %s FROM %s WHERE %s ORDER BY emp_no, birth_date LIMIT %d OFFSET %d",
                  columns, NAME, where, PAGE, rows.size()));
      rows.addAll(page);
    } while (page.size() == PAGE);
    return rows;
  }

  List<List<String>> query(String query) throws IOException, InterruptedException {
    return sql.query(query);
  }
}
