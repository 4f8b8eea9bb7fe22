package io.dorisio.pipelines.demo.employees;

import java.util.List;

/** A table of employees in MariaDB. */
record Shard(String database, String table) {
  static final List<Shard> ALL =
      List.of(
          new Shard("emp_1", "employees_1"),
          new Shard("emp_1", "employees_2"),
          new Shard("emp_2", "employees_1"),
          new Shard("emp_2", "employees_2"));

  /** Among all; tells the employees that it makes up from those of the others. */
  int number() {
    return ALL.indexOf(this);
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
