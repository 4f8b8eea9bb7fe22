package io.dorisio.benchmarks;

import io.dorisio.benchmarks.Settings.Variant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/** Runs the cases, one side after the other in turns, and writes down what came of it. */
final class Benchmarks {

  private static final int CURL_ROWS = 3_000_000;

  /** For Flink to start, and for what has been measured to be committed. */
  private static final int MARGIN_SECONDS = 5;

  private static final int BATCH_SECONDS = 300;

  private final Settings settings;
  private final ReceiverProcess receiver;
  private final Curl curl;
  private final Path raw;
  private final List<Result> results = new ArrayList<>();
  private String kafka = "";

  private Benchmarks(Settings settings, ReceiverProcess receiver, Path bodies) throws IOException {
    this.settings = settings;
    this.receiver = receiver;
    this.raw = Files.createDirectories(settings.results().resolve("raw"));
    this.curl = new Curl(receiver.backend(), bodies);
  }

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.parse(arguments);
    Path temporary = Files.createTempDirectory("doris-bench-");
    Process kafka = null;
    try (ReceiverProcess receiver = ReceiverProcess.start(temporary)) {
      Benchmarks benchmarks = new Benchmarks(settings, receiver, temporary);
      if (settings.cases().contains(Case.KAFKA)) {
        kafka = benchmarks.startKafka(temporary.resolve("kafka"));
      }
      benchmarks.run();
    } finally {
      if (kafka != null) {
        kafka.destroy();
        kafka.waitFor(10, TimeUnit.SECONDS);
      }
      FileUtils.deleteQuietly(temporary.toFile());
    }
  }

  private Process startKafka(Path directory) throws IOException {
    Process process =
        new ProcessBuilder(
                Jvm.command(
                    Jvm.WRITER_HEAP,
                    directory.getParent(),
                    KafkaFeed.class,
                    List.of(directory.toString(), String.valueOf(settings.kafkaRows()))))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    kafka =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (kafka == null) {
      throw new IOException("Kafka did not start");
    }
    return process;
  }

  private void run() throws IOException, InterruptedException {
    // The receiver's own code is compiled before it counts.
    curl.send(Input.JSON_STRINGS, CURL_ROWS, settings.parallelism(), 3);
    receiver.takeLoads();
    Report report = new Report(settings);
    for (int run = 1; run <= settings.runs(); run++) {
      for (Case what : settings.cases()) {
        for (Variant variant : settings.variants()) {
          measure(what, Side.DORIS_IO, variant, run);
        }
        if (settings.peers() && what.hasPeer()) {
          measure(what, Side.CONNECTOR, Variant.DEFAULT, run);
        }
        if (settings.peers() && what.hasLimit()) {
          measure(what, Side.CURL, Variant.DEFAULT, run);
        }
        report.write(results);
      }
    }
    System.out.println(report.markdown(results));
  }

  private void measure(Case what, Side side, Variant variant, int run)
      throws IOException, InterruptedException {
    String name = (what + "-" + side + "-" + variant.name() + "-" + run).toLowerCase(Locale.ROOT);
    Figures figures;
    try {
      figures = side == Side.CURL ? limit(what, name) : job(what, side, variant, name);
    } catch (IllegalStateException e) {
      System.out.println(name + " failed: " + e.getMessage());
      return;
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Result result = new Result(what, side, variant.name(), run, load, figures);
    results.add(result);
    System.out.println(Report.line(result));
  }

  private Figures job(Case what, Side side, Variant variant, String name)
      throws IOException, InterruptedException {
    boolean bounded = what.origin() == Case.Origin.BOUNDED;
    int checkpointMillis = settings.checkpointMillis(what);
    Path samples = raw.resolve(name + "-samples.csv");
    RunSettings run =
        new RunSettings(
            side,
            what,
            receiver.frontend(),
            receiver.backend(),
            kafka,
            settings.parallelism(),
            checkpointMillis,
            bounded
                ? BATCH_SECONDS
                : settings.warmUpSeconds() + settings.seconds() + MARGIN_SECONDS,
            settings.batchRows(),
            samples,
            variant.flags());
    Path temporary = Files.createTempDirectory("doris-bench-run-");
    try {
      Process process =
          new ProcessBuilder(Jvm.command(Jvm.WRITER_HEAP, temporary, Run.class, run.toArguments()))
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("its JVM ended with " + process.exitValue());
      }
    } finally {
      FileUtils.deleteDirectory(temporary.toFile());
    }
    Figures.Raw figures = new Figures.Raw(takeLoads(name), Sample.read(samples), checkpointMillis);
    return bounded
        ? Figures.ofBatch(figures)
        : Figures.ofStream(
            figures, TimeUnit.SECONDS.toMillis(settings.warmUpSeconds()), what.rowsPerSecond());
  }

  private Figures limit(Case what, String name) throws IOException, InterruptedException {
    double cpu = curl.send(what.input(), CURL_ROWS, settings.parallelism(), 4);
    List<Load> loads = takeLoads(name);
    long from = loads.stream().mapToLong(Load::begun).min().orElseThrow();
    long to = loads.stream().mapToLong(Load::visible).max().orElseThrow();
    double rows = loads.stream().mapToLong(Load::rows).sum();
    double seconds = (to - from) / 1e3;
    double bytes = loads.stream().mapToLong(Load::bytes).sum();
    return new Figures(
        seconds, rows / seconds, bytes / 1e6 / seconds, cpu / (rows / 1e6), 0, 0, 0, 0, 0, 0);
  }

  private List<Load> takeLoads(String name) throws IOException {
    List<Load> loads = receiver.takeLoads();
    List<String> lines = new ArrayList<>(List.of(Load.HEADER));
    loads.forEach(
        load ->
            lines.add(
                String.join(
                    ",",
                    String.valueOf(load.id()),
                    load.state(),
                    load.table(),
                    String.valueOf(load.rows()),
                    String.valueOf(load.bytes()),
                    String.valueOf(load.begun()),
                    String.valueOf(load.preCommitted()),
                    String.valueOf(load.committed()),
                    String.valueOf(load.visible()))));
    Files.write(raw.resolve(name + "-loads.csv"), lines);
    return loads;
  }
}
