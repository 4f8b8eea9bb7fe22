package io.dorisio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a JVM had used at a moment; see {@link Samples}. */
record Sample(
    long millis,
    double cpuNanos,
    double allocatedBytes,
    long liveHeapBytes,
    long rssBytes,
    long emittedRows,
    List<Long> sourceStarts) {

  static List<Sample> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().skip(1).map(Sample::parse).toList();
  }

  private static Sample parse(String line) {
    String[] parts = line.split(",", -1);
    return new Sample(
        Long.parseLong(parts[0]),
        Double.parseDouble(parts[1]),
        Double.parseDouble(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]),
        parts[6].isEmpty()
            ? List.of()
            : Arrays.stream(parts[6].split(";")).map(Long::parseLong).toList());
  }
}
