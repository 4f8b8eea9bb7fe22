package io.dorisio.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read out of a run. */
class FiguresTest {

  private static final int CHECKPOINT = 1_000;

  /** Two loads each second, the second one 20 ms behind, of 500 rows and 50,000 bytes each. */
  private static List<Load> loads(int seconds) {
    List<Load> loads = new ArrayList<>();
    for (int second = 1; second <= seconds; second++) {
      for (int shard = 0; shard < 2; shard++) {
        long visible = second * 1_000L + shard * 20L;
        loads.add(
            new Load(
                loads.size(),
                "VISIBLE",
                "t",
                500,
                50_000,
                visible - 900,
                visible - 50,
                visible,
                visible));
      }
    }
    return loads;
  }

  /** A JVM that takes half a core and allocates 1 MB a second; its source started at 0. */
  private static List<Sample> samples(int seconds) {
    List<Sample> samples = new ArrayList<>();
    for (long millis = 0; millis <= seconds * 1_000L; millis += 100) {
      samples.add(
          new Sample(
              millis, millis * 5e5, millis * 1e3, 40_000_000, 500_000_000, millis, List.of(0L)));
    }
    return samples;
  }

  @Test
  void wholeCheckpointsAreCountedWithWhatWasUsedInThem() {
    Figures figures =
        Figures.ofStream(new Figures.Raw(loads(20), samples(20), CHECKPOINT), 5_000, 0);

    assertEquals(1_000, figures.rowsPerSecond(), 1e-6);
    assertEquals(0.1, figures.megabytesPerSecond(), 1e-6);
    assertEquals(500, figures.cpuSecondsPerMillion(), 1e-3);
    assertEquals(1_000, figures.allocatedBytesPerRow(), 1e-3);
    assertEquals(2, figures.loadsPerCheckpoint(), 1e-6);
    assertEquals(40, figures.liveHeapMb(), 1e-6);
  }

  @Test
  void aRowIsVisibleWhenAsManyRowsAre() {
    Figures figures =
        Figures.ofStream(new Figures.Raw(loads(20), samples(20), CHECKPOINT), 5_000, 1_000);

    // Each thousandth row is the first of its second, and that is visible at the second's end.
    assertEquals(1_000, figures.p50Millis(), 30);
  }

  @Test
  void aRunThatMadeNothingVisibleHasNoFigures() {
    assertThrows(
        IllegalStateException.class, () -> new Figures.Raw(List.of(), samples(20), CHECKPOINT));
  }
}
