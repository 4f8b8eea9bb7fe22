package io.dorisio.cdc.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
                `seq` largeint NULL,
                `s` varchar(20) NOT NULL DEFAULT "it"s \\",
                `at` datetime NULL DEFAULT CURRENT_TIMESTAMP
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
  void whatTheServerWouldFillStandsInForAMissingValue() {
    assertTrue(TARGET.isFilled(1));
    assertNull(TARGET.filling(1));
    assertTrue(TARGET.isFilled(2));
    assertEquals("7", TARGET.filling(2));
    assertEquals("it\"s \\", TARGET.filling(4));
  }

  @Test
  void nothingStandsInForWhatOnlyTheServerKnowsOrMustBeGiven() {
    assertFalse(TARGET.isFilled(0), "NOT NULL");
    assertFalse(TARGET.isFilled(5), "the time of the load");
  }
}
