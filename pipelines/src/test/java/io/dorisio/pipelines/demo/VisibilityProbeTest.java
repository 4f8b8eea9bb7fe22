package io.dorisio.pipelines.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class VisibilityProbeTest {
  // Chunks of 50 ms at 200 events a second: ten events each.
  private final CreationTimes created = new CreationTimes(25, 200);
  private final VisibilityProbe probe =
      new VisibilityProbe(new DorisSql("127.0.0.1:1", "demo", "root", ""), "demo.events", created);

  @Test
  void ageIsThatOfTheFirstEventOfTheChunk() {
    created.created(0, 1_000);
    created.created(9, 1_045);
    created.created(10, 1_050);

    probe.record(List.of(List.of("0", "10"), List.of("1.0", "4")), 1_500);

    assertEquals(14, probe.visible());
    assertEquals(450, probe.latencies().percentile(0.1));
    assertEquals(500, probe.latencies().percentile(0.5));
  }

  @Test
  void rowsCountOnceAcrossPolls() {
    created.created(0, 1_000);

    probe.record(List.of(List.of("0", "6")), 1_100);
    probe.record(List.of(List.of("0", "6")), 1_300);
    probe.record(List.of(List.of("0", "10")), 1_500);

    assertEquals(10, probe.visible());
    assertEquals(10, probe.latencies().count());
    assertEquals(100, probe.latencies().percentile(0.6));
    assertEquals(500, probe.latencies().percentile(0.99));
  }

  @Test
  void lastChunkMayBeShort() {
    assertEquals(3, created.chunks());
    assertEquals(5, created.sizeOf(2));
  }

  @Test
  void histogramWithoutValuesIsZero() {
    assertEquals(0, probe.latencies().percentile(0.99));
  }

  @Test
  void longWaitsCountAsTheLongest() {
    LatencyHistogram histogram = new LatencyHistogram();
    histogram.record(Long.MAX_VALUE, 1);

    assertEquals(120_000, histogram.percentile(0.5));
  }
}
