package io.dorisio.pipelines.demo.employees;

import java.util.List;

/**
 * Something that happens to an employee in the shards.
 *
 * @param title in a few words
 * @param transaction statements that are committed together; one alone commits itself
 * @param employee the number of the employee to look for afterwards
 */
record Scene(String title, List<String> transaction, int employee) {
  /** What happens while the shards have the columns of the sample. */
  static List<Scene> first() {
    return List.of(
        new Scene(
            "Someone is hired",
            List.of(
                "INSERT INTO emp_1.employees_1"
                    + " VALUES (10117, '1815-12-10', 'Ada', 'Lovelace', 'F', '1986-01-01')"),
            10117),
        new Scene(
            "Someone gets another name",
            List.of("UPDATE emp_1.employees_2 SET last_name = 'O''Neil' WHERE emp_no = 10037"),
            10037),
        new Scene(
            "Someone was born on another day: a part of the key in Doris, so the row moves",
            List.of("UPDATE emp_2.employees_1 SET birth_date = '1956-06-07' WHERE emp_no = 10055"),
            10055),
        new Scene(
            "Someone leaves", List.of("DELETE FROM emp_2.employees_2 WHERE emp_no = 10085"), 10085),
        new Scene(
            "Someone moves to another shard, in one transaction",
            List.of(
                // First from the one: the deletion of either of two rows would delete Doris's one.
                "DELETE FROM emp_1.employees_1 WHERE emp_no = 10001",
                "INSERT INTO emp_2.employees_2"
                    + " VALUES (10001, '1953-09-02', 'Georgi', 'Facello', 'M', '1986-06-26')"),
            10001));
  }

  /** All shards get a column, and one of their rows a value in it. */
  static List<Scene> ofANewColumn() {
    return List.of(
        new Scene(
            "All shards get a column",
            Shard.ALL.stream()
                .map(shard -> "ALTER TABLE " + shard + " ADD COLUMN phone VARCHAR(20)")
                .toList(),
            10002),
        new Scene(
            "Someone gets a phone",
            List.of("UPDATE emp_1.employees_1 SET phone = '+49 30 901820' WHERE emp_no = 10002"),
            10002));
  }
}
