package io.dorisio.cdc.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.mysql.SourceTable;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class MaskingRulesTest {

  private static final SourceTable USERS = new SourceTable("crm", "users");

  private static Object masked(String what, Object value) {
    return MaskingRules.parse(".*\\.c => " + what, "pepper").apply(USERS, "c", value);
  }

  private static String refusal(String what, String salt) {
    return assertThrows(
            IllegalArgumentException.class, () -> MaskingRules.parse("a => " + what, salt))
        .getMessage();
  }

  @Test
  void theEndsOfAValueAreKept() {
    assertEquals("138****5678", masked("keep(3,4)", "13812345678"));
    assertEquals("*******", masked("keep(0,0)", "secret!"));
    assertEquals("1*", masked("keep(1,0)", 12L));
    assertEquals("1****", masked("keep(1,0)", new BigDecimal("1E+4")));
  }

  @Test
  void aValueWithNothingBetweenItsEndsIsHiddenWhole() {
    assertEquals("*******", masked("keep(3,4)", "1234567"));
    assertEquals("**", masked("keep(3,4)", "12"));
    assertEquals("", masked("keep(3,4)", ""));
    assertEquals("**", masked("keep(999999,999999)", "12"));
  }

  @Test
  void charactersAreNotCutInHalf() {
    assertEquals("😀*😀", masked("keep(1,1)", "😀中😀"));
  }

  @Test
  void hashesAreThoseOfSaltAndValue() {
    // printf 'pepper13812345678' | sha256sum
    assertEquals(
        "d21121191615ebdac6127f5fae336699616cee2c8b294b62e68b3543ae42cc4d",
        masked("sha256", "13812345678"));
  }

  @Test
  void theSaltChangesTheHash() {
    Object other = MaskingRules.parse(".* => sha256", "salt").apply(USERS, "c", "x");
    assertTrue(!other.equals(masked("sha256", "x")));
    assertEquals(masked("sha256", "x"), masked("sha256", "x"));
  }

  @Test
  void valuesAreReplacedOrRemoved() {
    assertEquals("***", masked("fixed(***)", "x"));
    assertEquals("", masked("fixed()", "x"));
    assertEquals("a)(b", masked("fixed(a)(b)", "x"));
    assertEquals(null, masked("null", "x"));
  }

  @Test
  void nullTellsNothingAndStays() {
    assertEquals(null, masked("fixed(x)", null));
    assertEquals(null, masked("sha256", null));
  }

  @Test
  void columnsWithoutARuleStay() {
    MaskingRules rules = MaskingRules.parse("crm\\.users\\.phone => null", "");
    assertEquals(7L, rules.apply(USERS, "phone2", 7L));
    assertEquals(7L, rules.apply(new SourceTable("crm", "orders"), "phone", 7L));
  }

  @Test
  void rulesAreTheSameOnAnotherWorker() {
    MaskingRules rules =
        SerializableUtils.clone(MaskingRules.parse("crm\\.users\\.phone => fixed(x)", ""));
    assertEquals("x", rules.apply(USERS, "phone", "1"));
    assertEquals("x", rules.apply(USERS, "phone", "2"));
    assertEquals("3", rules.apply(USERS, "name", "3"));
  }

  @Test
  void noDifferenceOfCaseUncoversAColumn() {
    MaskingRules rules = MaskingRules.parse("crm\\.users\\.phone => null", "");
    assertEquals(null, rules.apply(new SourceTable("CRM", "Users"), "PHONE", "1"));
  }

  @Test
  void maskedColumnsHaveRoomForText() {
    MaskingRules rules =
        MaskingRules.parse(".*\\.a => sha256; .*\\.b => keep(1,1); .*\\.c => null", "s");
    assertEquals(Optional.of("VARCHAR(64)"), rules.dorisType(USERS, "a"));
    assertEquals(Optional.of("STRING"), rules.dorisType(USERS, "b"));
    assertEquals(Optional.empty(), rules.dorisType(USERS, "c"));
    assertEquals(Optional.empty(), rules.dorisType(USERS, "d"));
  }

  @Test
  void wrongRulesAreNamedWithWhatIsWrong() {
    String none =
        "The masking rule \"a => %s\" leads to none of keep(n,m), sha256, fixed(text) and null";
    for (String what :
        new String[] {"drop", "keep(3)", "keep(-1,2)", "keep", "sha256(x)", "null()"}) {
      assertEquals(none.formatted(what), refusal(what, "s"));
    }
    assertTrue(refusal("sha256", "").contains("needs a salt"));
  }

  @Test
  void theSaltIsInNoMessage() {
    assertTrue(!refusal("drop", "pepper").contains("pepper"));
    assertTrue(!new ColumnMask.Sha256("pepper").toString().contains("pepper"));
  }
}
