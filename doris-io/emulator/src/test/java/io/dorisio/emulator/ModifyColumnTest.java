package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** fe-core SchemaChangeHandler.java, fe-catalog Column.java and ColumnType.java. */
class ModifyColumnTest extends AnyDorisTest {

  @BeforeEach
  void createTable() throws Exception {
    doris.execute(
        "CREATE TABLE db.m (k INT, d DATE, i INT DEFAULT '5', s STRING, v VARCHAR(9), b BIGINT,"
            + " seq INT) UNIQUE KEY(k, d) PARTITION BY RANGE(d) () DISTRIBUTED BY HASH(k) BUCKETS 1"
            + " PROPERTIES (\"function_column.sequence_col\" = \"seq\")");
  }

  private void modify(String column) throws SQLException {
    doris.execute("ALTER TABLE db.m MODIFY COLUMN " + column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i BIGINT | Can not change default value",
        "k BIGINT | Invalid column order. value should be after key. index[m]",
        "d DATETIME | Can not change aggregation type",
        "k BIGINT KEY | Can not modify distribution column[k]. index[m]",
        "d DATETIME KEY | Can not modify partition column[d]. index[m]",
        "seq BIGINT | Can not alter sequence column[seq]",
        "v VARCHAR(9) | Nothing is changed. please check your alter stmt.",
        "s VARCHAR(9) | Can not change STRING to VARCHAR"
      })
  void whatTheServerKeepsAsItIsIsRefused(String column, String words) {
    SQLException e = assertThrows(SQLException.class, () -> modify(column));

    assertEquals("errCode = 2, detailMessage = " + words, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"i BIGINT DEFAULT '5'", "v VARCHAR(10)", "v STRING", "b FLOAT", "b STRING"})
  void widerColumnsAreTaken(String column) throws Exception {
    modify(column);
  }

  @Test
  void datesDoNotBecomeTexts() throws Exception {
    doris.execute("ALTER TABLE db.m ADD COLUMN day DATE");

    SQLException e = assertThrows(SQLException.class, () -> modify("day STRING"));

    assertEquals("errCode = 2, detailMessage = Can not change DATE to STRING", e.getMessage());
  }

  @Test
  void changesOfColumnsAreShownAsJobs() throws Exception {
    doris.execute("ALTER TABLE db.m ADD COLUMN x INT");
    modify("v STRING");
    doris.execute("ALTER TABLE db.m RENAME COLUMN v w");
    doris.execute("ALTER TABLE db.t ADD COLUMN x INT");

    List<List<Object>> all = rows("SHOW ALTER TABLE COLUMN FROM db WHERE TableName = 'm'");
    List<List<Object>> newest =
        rows("SHOW ALTER TABLE COLUMN FROM db WHERE TableName = \"m\" ORDER BY JobId DESC LIMIT 1");

    assertEquals(2, all.size());
    assertEquals(List.of(all.get(1)), newest);
    assertEquals("m", newest.get(0).get(1));
    assertEquals("FINISHED", newest.get(0).get(9));
  }
}
