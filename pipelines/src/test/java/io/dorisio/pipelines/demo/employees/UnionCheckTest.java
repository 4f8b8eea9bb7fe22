package io.dorisio.pipelines.demo.employees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnionCheckTest {
  private static final List<String> ADA = row("1", "1815-12-10", "Ada", "emp_1");
  private static final List<String> ZOE = row("2", "1960-02-29", "Zo\u00eb", "emp_2");
  private static final List<String> NOBODY = row("3", "1960-02-29", null, "emp_2");

  @Test
  void rowsInAnotherOrderAreEqual() {
    UnionCheck.Result result =
        UnionCheck.compare(List.of(ADA, ZOE, NOBODY), List.of(NOBODY, ADA, ZOE));

    assertEquals(new UnionCheck.Result(3, 3, 0, 0, 0, 0, List.of()), result);
    assertTrue(result.isEqual());
  }

  @Test
  void rowThatDorisLacksIsMissing() {
    UnionCheck.Result result = UnionCheck.compare(List.of(ADA, ZOE), List.of(ZOE));

    assertEquals(1, result.missing());
    assertTrue(result.examples().get(0).contains("Ada"), result.toString());
    assertFalse(result.isEqual());
  }

  @Test
  void rowThatNoShardHasIsExtra() {
    UnionCheck.Result result = UnionCheck.compare(List.of(ADA), List.of(ADA, ZOE));

    assertEquals(1, result.extra());
    assertEquals(0, result.missing());
    assertFalse(result.isEqual());
  }

  @Test
  void rowThatComesTwiceIsExtra() {
    UnionCheck.Result result = UnionCheck.compare(List.of(ADA), List.of(ADA, ADA));

    assertEquals(1, result.extra());
    assertFalse(result.isEqual());
  }

  @Test
  void rowWithAnotherValueIsDifferent() {
    UnionCheck.Result result =
        UnionCheck.compare(List.of(NOBODY), List.of(row("3", "1960-02-29", "null", "emp_2")));

    assertEquals(1, result.different());
    assertEquals(0, result.missing() + result.extra());
    assertFalse(result.isEqual());
  }

  @Test
  void rowWithAnotherKeyIsMissingAndExtra() {
    UnionCheck.Result result =
        UnionCheck.compare(List.of(ADA), List.of(row("1", "1815-12-11", "Ada", "emp_1")));

    assertEquals(1, result.missing());
    assertEquals(1, result.extra());
  }

  @Test
  void shardsWithEqualKeysBreakTheRuleWhateverDorisHolds() {
    UnionCheck.Result result =
        UnionCheck.compare(List.of(ADA, row("1", "1815-12-10", "Ada", "emp_2")), List.of(ADA));

    assertEquals(1, result.ambiguous());
    assertFalse(result.isEqual());
  }

  private static List<String> row(String... values) {
    return Arrays.asList(values);
  }
}
