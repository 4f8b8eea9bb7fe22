package io.dorisio.cdc.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.TableName;
import io.dorisio.schema.TableSchema;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TargetTest {

  private static final Target TARGET =
      new Target(
          new TableName("test", "t"),
          TableSchema.parse(
              """
              CREATE TABLE `t` (
                `id` int NOT NULL,
                `name` varchar(20) NULL COMMENT "who [source names `name`, `ti``tle`]",
                `n` int NULL DEFAULT "7",
                `seq` largeint NULL
              ) ENGINE=OLAP
              UNIQUE KEY(`id`)
              DISTRIBUTED BY HASH(`id`) BUCKETS 1
              PROPERTIES (
              "function_column.sequence_col" = "seq"
              );"""),
          0);

  @Test
  void columnsAreFoundInAnyCase() {
    assertArrayEquals(new int[] {0, 1}, TARGET.places(List.of("ID", "Name")));
  }

  @Test
  void columnTakesTheValuesOfItsOtherNames() {
    assertArrayEquals(new int[] {1, -1}, TARGET.places(List.of("ti`tle", "other")));
  }

  @Test
  void nameOfTheColumnInDorisGoesBeforeItsOthers() {
    assertArrayEquals(new int[] {-1, 1}, TARGET.places(List.of("ti`tle", "name")));
  }

  @Test
  void sequenceColumnIsFound() {
    assertEquals(OptionalInt.of(3), TARGET.sequencePlace());
  }

  @Test
  void nullStandsInOnlyWhereItIsWhatTheServerWouldFill() {
    assertTrue(TARGET.isFilledWithNull(1));
    assertFalse(TARGET.isFilledWithNull(0), "NOT NULL");
    assertFalse(TARGET.isFilledWithNull(2), "has a default");
  }
}
