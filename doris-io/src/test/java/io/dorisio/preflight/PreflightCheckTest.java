package io.dorisio.preflight;

import static io.dorisio.preflight.PreflightCheck.PRECOMMIT_TIMEOUT;
import static io.dorisio.preflight.PreflightCheck.PRIVILEGES;
import static io.dorisio.preflight.PreflightCheck.ROW_ORDER;
import static io.dorisio.preflight.PreflightCheck.RUNNING_LIMIT;
import static io.dorisio.preflight.PreflightCheck.SERVER_VERSION;
import static io.dorisio.preflight.PreflightCheck.TABLE_EXISTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.KeysModel;
import io.dorisio.client.TableName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightCheckTest {

  private static final ServerFacts NOTHING_KNOWN =
      new ServerFacts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final PlannedWrite WRITE = write(4, false, Map.of(), Optional.empty());

  @ParameterizedTest
  @EnumSource
  void whatIsNotKnownIsNotWarnedOf(PreflightCheck check) {
    assertEquals(Optional.empty(), check.warning(WRITE, NOTHING_KNOWN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"doris-1.2.4-rc01-Unknown", "Doris version palo-1.1.5", "0.15.0"})
  void aServerOfBeforeDoris2IsNamed(String version) {
    assertWarning(SERVER_VERSION, WRITE, version(version), version, "Doris 2.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doris-2.0.0-rc04",
        "Doris version doris-3.0.3-rc03-43f06a5e262",
        "doris-10.1.0",
        "doris-0.0.0--a1b2c3d",
        "doris-emulator"
      })
  void newerServersAndBuildsWithoutAVersionPass(String version) {
    assertEquals(Optional.empty(), SERVER_VERSION.warning(WRITE, version(version)));
  }

  @Test
  void aTableThatDoesNotExistIsNamedInTheServersWords() {
    ServerFacts facts = refusal("errCode = 7, detailMessage = unknown table, tableName=orders");

    assertWarning(TABLE_EXISTS, WRITE, facts, "shop.orders does not exist", "unknown table");
    assertEquals(Optional.empty(), PRIVILEGES.warning(WRITE, facts));
  }

  @Test
  void aRefusalOfAnyOtherKindSaysWhichPrivilegesAreNeeded() {
    ServerFacts facts = refusal("Access denied; you need the SELECT privilege");

    assertWarning(
        PRIVILEGES, WRITE, facts, "user root", "LOAD_PRIV", "SELECT_PRIV", "Access denied");
    assertEquals(Optional.empty(), TABLE_EXISTS.warning(WRITE, facts));
  }

  @Test
  void aTableThatKeepsOneRowOfAKeyNeedsAnOrder() {
    assertWarning(
        ROW_ORDER,
        WRITE,
        table(KeysModel.UNIQUE, Optional.of(false)),
        "shop.orders",
        "withShardKey",
        "sequence column");
    assertWarning(ROW_ORDER, WRITE, table(KeysModel.UNIQUE, Optional.empty()), "withShardKey");
  }

  @Test
  void aShardKeyOrASequenceColumnGivesTheOrder() {
    ServerFacts withoutSequence = table(KeysModel.UNIQUE, Optional.of(false));
    PlannedWrite keyed = write(4, true, Map.of(), Optional.empty());
    PlannedWrite sequenced =
        write(4, false, Map.of("function_column.sequence_col", "changed_at"), Optional.empty());

    assertEquals(Optional.empty(), ROW_ORDER.warning(keyed, withoutSequence));
    assertEquals(Optional.empty(), ROW_ORDER.warning(sequenced, withoutSequence));
    assertEquals(
        Optional.empty(), ROW_ORDER.warning(WRITE, table(KeysModel.UNIQUE, Optional.of(true))));
  }

  @Test
  void aTableThatKeepsAllRowsNeedsNone() {
    assertEquals(
        Optional.empty(), ROW_ORDER.warning(WRITE, table(KeysModel.DUPLICATE, Optional.empty())));
  }

  @Test
  void aPreCommitMustOutliveThreeCheckpointIntervals() {
    PlannedWrite everyMinute = write(4, false, Map.of(), Optional.of(Duration.ofMinutes(1)));

    assertWarning(
        PRECOMMIT_TIMEOUT,
        everyMinute,
        precommitTimeout(179),
        "after 179 s",
        "every 60 s",
        "stream_load_default_precommit_timeout_second of the FEs to at least 180");
    assertEquals(Optional.empty(), PRECOMMIT_TIMEOUT.warning(everyMinute, precommitTimeout(180)));
  }

  @Test
  void withoutCheckpointsThePreCommitTimeoutDoesNotMatter() {
    assertEquals(Optional.empty(), PRECOMMIT_TIMEOUT.warning(WRITE, precommitTimeout(1)));
  }

  @Test
  void theRunningLimitMustHoldTwoLoadsAShard() {
    assertWarning(
        RUNNING_LIMIT,
        WRITE,
        runningLimit(7),
        "4 shards",
        "up to 8 transactions of database shop",
        "max_running_txn_num_per_db");
    assertEquals(Optional.empty(), RUNNING_LIMIT.warning(WRITE, runningLimit(8)));
  }

  private static void assertWarning(
      PreflightCheck check, PlannedWrite write, ServerFacts facts, String... parts) {
    String warning = check.warning(write, facts).orElse("(none)");
    for (String part : parts) {
      assertTrue(warning.contains(part), () -> part + " is not in: " + warning);
    }
  }

  private static PlannedWrite write(
      int shards, boolean keyed, Map<String, String> properties, Optional<Duration> interval) {
    return new PlannedWrite(
        DorisConnection.of("fe:8030"),
        new TableName("shop", "orders"),
        shards,
        keyed,
        properties,
        interval);
  }

  private static ServerFacts version(String version) {
    return new ServerFacts(
        Optional.of(version),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ServerFacts precommitTimeout(long seconds) {
    return new ServerFacts(
        Optional.empty(),
        Optional.of(seconds),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ServerFacts runningLimit(long limit) {
    return new ServerFacts(
        Optional.empty(),
        Optional.empty(),
        Optional.of(limit),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ServerFacts table(KeysModel model, Optional<Boolean> sequenceColumn) {
    return new ServerFacts(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(model),
        sequenceColumn,
        Optional.empty());
  }

  private static ServerFacts refusal(String words) {
    return new ServerFacts(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(words));
  }
}
