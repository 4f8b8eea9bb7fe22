package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.TableName;
import org.junit.jupiter.api.Test;

class LoadLabelTest {

  private static final String DORIS_RULE = "^[-_A-Za-z0-9:]{1,128}$";

  @Test
  void aLabelNamesPrefixTableRunShardAndSequence() {
    assertEquals("job_shop_orders_r1_3_17", label("job", "shop", "orders", 3, 17));
  }

  @Test
  void aNameThatDorisRefusesIsMadeLegalAndStaysDistinct() {
    String umlaut = label("job", "shop", "bestellungen-ü", 0, 0);
    String accent = label("job", "shop", "bestellungen-é", 0, 0);

    assertTrue(umlaut.matches(DORIS_RULE), umlaut);
    assertNotEquals(umlaut, accent);
    assertEquals(umlaut, label("job", "shop", "bestellungen-ü", 0, 0));
  }

  @Test
  void theLongestLabelIsStillLegal() {
    String label =
        LoadLabel.of(
            "p".repeat(LoadLabel.MAX_PREFIX),
            new ShardKey(new TableName("d".repeat(64), "t".repeat(256)), 1023),
            "3w5e11264sgs",
            Long.MAX_VALUE);

    assertTrue(label.matches(DORIS_RULE), label);
  }

  @Test
  void aPrefixMustBeLegalAsItIs() {
    assertTrue(LoadLabel.isLegalPrefix("orders-job_1:a"));
    assertFalse(LoadLabel.isLegalPrefix("orders.job"));
    assertFalse(LoadLabel.isLegalPrefix(""));
    assertFalse(LoadLabel.isLegalPrefix("p".repeat(LoadLabel.MAX_PREFIX + 1)));
  }

  private static String label(String prefix, String database, String table, int shard, long seq) {
    return LoadLabel.of(prefix, new ShardKey(new TableName(database, table), shard), "r1", seq);
  }

  @Test
  void theLabelOfATrialIsLegalAndOfItsLoadAlone() {
    String longest = "p".repeat(LoadLabel.MAX_PREFIX) + "_" + "t".repeat(128 - 41);

    assertEquals("job_d_t_run_0_7_try12", LoadLabel.ofTrial("job_d_t_run_0_7", 12));
    String trial = LoadLabel.ofTrial(longest, 999);
    assertEquals(128, trial.length());
    assertNotEquals(trial, LoadLabel.ofTrial(longest.substring(0, 127) + "u", 999));
  }
}
