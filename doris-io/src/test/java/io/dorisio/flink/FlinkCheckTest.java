package io.dorisio.flink;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.FlinkSettings;
import java.util.function.Consumer;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

class FlinkCheckTest {

  private final FlinkPipelineOptions options =
      PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);

  FlinkCheckTest() {
    options.setRunner(FlinkRunner.class);
  }

  @Test
  void everyWrongDefaultIsNamedWithTheFlagToSet() {
    String message = refusal(unbounded());

    for (String flag :
        new String[] {
          "--checkpointingInterval=5000",
          "--checkpointTimeoutMillis=300000 --numConcurrentCheckpoints=64",
          "--minPauseBetweenCheckpoints=",
          "--finishBundleBeforeCheckpointing=true",
          "--enableStableInputDrain=true",
          "--maxBundleSize=",
        }) {
      assertTrue(message.contains(flag), () -> flag + " is not in: " + message);
    }
  }

  @Test
  void theSettingsPassTheCheck() {
    FlinkSettings.exactlyOnce(options, Duration.millis(1000));

    assertDoesNotThrow(() -> FlinkCheck.check(options, unbounded(), true));
    assertEquals(1000, options.getCheckpointingInterval());
    assertTrue(options.getObjectReuse());
    assertTrue(options.getFasterCopy());
  }

  @Test
  void theSettingsKeepWhatIsSafeAlready() {
    options.setCheckpointingInterval(60_000L);
    options.setCheckpointTimeoutMillis(240_000L);
    options.setNumConcurrentCheckpoints(8);
    options.setMinPauseBetweenCheckpoints(7L);

    FlinkSettings.exactlyOnce(options, Duration.millis(1000));

    assertEquals(60_000, options.getCheckpointingInterval());
    assertEquals(240_000, options.getCheckpointTimeoutMillis());
    assertEquals(8, options.getNumConcurrentCheckpoints());
    assertEquals(7, options.getMinPauseBetweenCheckpoints());
    assertTrue(options.getMaxBundleTimeMills() >= 60_000);
  }

  @Test
  void thereAreSlotsForAllCheckpointsThatBeginWhileOneTakesUntilItsTimeout() {
    options.setCheckpointTimeoutMillis(600_000L);

    FlinkSettings.exactlyOnce(options, Duration.millis(2000));

    assertEquals(600_000, options.getCheckpointTimeoutMillis());
    assertEquals(300 + 4, options.getNumConcurrentCheckpoints());
  }

  @Test
  void withoutATimeoutOfTheUserOneIsSetThatKeepsTheSlotsFew() {
    FlinkSettings.exactlyOnce(options, Duration.millis(1000));

    assertEquals(60_000, options.getCheckpointTimeoutMillis());
    assertEquals(64, options.getNumConcurrentCheckpoints());
  }

  @Test
  void aTimeoutAboveFlinksOwnIsNotSet() {
    FlinkSettings.exactlyOnce(options, Duration.millis(60_000));

    assertEquals(600_000, options.getCheckpointTimeoutMillis());
    assertEquals(14, options.getNumConcurrentCheckpoints());
  }

  @Test
  void eachSettingIsCheckedByItself() {
    refusesOnly("--numConcurrentCheckpoints", o -> o.setNumConcurrentCheckpoints(63));
    refusesOnly("--numConcurrentCheckpoints", o -> o.setCheckpointTimeoutMillis(61_000L));
    refusesOnly("--numConcurrentCheckpoints", o -> o.setCheckpointTimeoutMillis(-1L));
    refusesOnly("--failOnCheckpointingErrors", o -> o.setFailOnCheckpointingErrors(false));
    refusesOnly("--minPauseBetweenCheckpoints", o -> o.setMinPauseBetweenCheckpoints(-1L));
    refusesOnly(
        "--finishBundleBeforeCheckpointing", o -> o.setFinishBundleBeforeCheckpointing(false));
    refusesOnly("--enableStableInputDrain", o -> o.setEnableStableInputDrain(false));
    refusesOnly("--maxBundleTimeMills", o -> o.setMaxBundleTimeMills(999L));
    refusesOnly("--maxBundleSize", o -> o.setMaxBundleSize(1000L));
    refusesOnly("--checkpointingMode", o -> o.setCheckpointingMode("AT_LEAST_ONCE"));
    refusesOnly("--unalignedCheckpointEnabled", o -> o.setUnalignedCheckpointEnabled(true));
    refusesOnly("--useDataStreamForBatch", o -> o.setUseDataStreamForBatch(true));
  }

  @Test
  void aBoundedInputInStreamingModeMustBeAbleToEnd() {
    FlinkSettings.exactlyOnce(options, Duration.millis(1000));
    options.setStreaming(true);

    assertTrue(refusal(bounded()).contains("--shutdownSourcesAfterIdleMs=0"));

    options.setShutdownSourcesAfterIdleMs(0L);
    assertDoesNotThrow(() -> FlinkCheck.check(options, bounded(), true));
  }

  @Test
  void batchModeNeedsNoneOfThem() {
    assertDoesNotThrow(() -> FlinkCheck.check(options, bounded(), true));
  }

  @Test
  void whereRowsMayBeDoubledOnlyCheckpointsAndTheEndOfBundlesAreAskedFor() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> FlinkCheck.check(options, unbounded(), false));

    assertTrue(e.getMessage().contains("not at least once"), e::getMessage);
    assertTrue(e.getMessage().contains("--checkpointingInterval=5000"), e::getMessage);
    assertTrue(e.getMessage().contains("--finishBundleBeforeCheckpointing=true"), e::getMessage);
    assertEquals(3, e.getMessage().lines().count(), e::getMessage);

    options.setCheckpointingInterval(1000L);
    options.setFinishBundleBeforeCheckpointing(true);
    options.setCheckpointingMode("AT_LEAST_ONCE");
    options.setUnalignedCheckpointEnabled(true);
    assertDoesNotThrow(() -> FlinkCheck.check(options, unbounded(), false));
  }

  @Test
  void theSettingsForAtLeastOnceMakeABundleALoadAndLeaveTheRest() {
    FlinkSettings.atLeastOnce(options, Duration.millis(1000));

    assertDoesNotThrow(() -> FlinkCheck.check(options, unbounded(), false));
    assertTrue(options.getMaxBundleSize() >= 1_000_000);
    assertTrue(options.getMaxBundleTimeMills() >= 1000);
    assertEquals(1, options.getNumConcurrentCheckpoints());
  }

  @Test
  void otherRunnersAreNotChecked() {
    assertDoesNotThrow(() -> FlinkCheck.check(PipelineOptionsFactory.create(), unbounded(), true));
  }

  private void refusesOnly(String flag, Consumer<FlinkPipelineOptions> change) {
    FlinkPipelineOptions wrong = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
    wrong.setRunner(FlinkRunner.class);
    FlinkSettings.exactlyOnce(wrong, Duration.millis(1000));
    change.accept(wrong);

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> FlinkCheck.check(wrong, unbounded(), true),
                flag + " is not checked")
            .getMessage();

    assertTrue(message.contains(flag), message);
    assertEquals(2, message.lines().count(), message);
  }

  private String refusal(PCollection<Long> input) {
    return assertThrows(
            IllegalArgumentException.class, () -> FlinkCheck.check(options, input, true))
        .getMessage();
  }

  private static PCollection<Long> unbounded() {
    return Pipeline.create().apply(GenerateSequence.from(0));
  }

  private static PCollection<Long> bounded() {
    return Pipeline.create().apply(Create.of(1L));
  }
}
