package io.dorisio.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Writes down, ten times a second, what this JVM has used. */
final class Samples {

  static final String HEADER =
      "millis,cpu_nanos,allocated_bytes,live_heap_bytes,rss_bytes,emitted_rows,source_starts";
  private static final long INTERVAL_MILLIS = 100;
  private static final int COLLECTIONS = 5;

  private final PrintStream out;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long usedAfterGc;
  private long live;
  private long allocated;

  private Samples(PrintStream out) {
    this.out = out;
  }

  static void start(Path file) throws IOException {
    Samples samples =
        new Samples(new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8));
    samples.out.println(HEADER);
    ManagementFactory.getGarbageCollectorMXBeans()
        .forEach(
            bean ->
                ((NotificationEmitter) bean)
                    .addNotificationListener(
                        (notification, handback) ->
                            samples.collected(
                                GarbageCollectionNotificationInfo.from(
                                    (CompositeData) notification.getUserData())),
                        null,
                        null));
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "samples");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleAtFixedRate(
            samples::write, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Collects all garbage a few times, so that what is left is what the job holds. */
  static void collect() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Thread.sleep(2 * INTERVAL_MILLIS);
    }
  }

  private synchronized void collected(GarbageCollectionNotificationInfo info) {
    GcInfo collection = info.getGcInfo();
    allocated += Math.max(0, heap(collection.getMemoryUsageBeforeGc()) - usedAfterGc);
    usedAfterGc = heap(collection.getMemoryUsageAfterGc());
    if (info.getGcCause().equals("System.gc()")) {
      live = Math.max(live, usedAfterGc);
    }
  }

  private static long heap(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> pool.getKey().startsWith("G1"))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }

  private synchronized void write() {
    out.println(
        System.currentTimeMillis()
            + ","
            + system.getProcessCpuTime()
            + ","
            + allocated
            + ","
            + live
            + ","
            + peakRss()
            + ","
            + Pace.emitted()
            + ","
            + Pace.starts().stream().map(String::valueOf).collect(Collectors.joining(";")));
  }

  /** The most this process has held, as Linux counts it. */
  private static long peakRss() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
