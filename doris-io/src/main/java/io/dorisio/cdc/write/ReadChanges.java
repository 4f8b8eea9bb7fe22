package io.dorisio.cdc.write;

import io.dorisio.cdc.ChangeEvent;
import io.dorisio.cdc.ChangeEvent.DataChange;
import io.dorisio.cdc.ChangeEvent.SchemaChange;
import io.dorisio.cdc.ChangeEvent.Truncate;
import io.dorisio.cdc.ChangeParser;
import io.dorisio.cdc.ChangeRecord;
import io.dorisio.cdc.MalformedEventException;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.client.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Reads messages in their order, follows their changes of schemas at once, and hands on their rows.
 * A message is written whole, or is a dead letter and nothing of it is written.
 */
final class ReadChanges extends DoFn<ChangeMessage, TargetRow> {

  static final TupleTag<TargetRow> ROWS = new TupleTag<>("rows") {};
  static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("deadLetters") {};

  private final Counter changes = Metrics.counter(ReadChanges.class, "rowChanges");
  private final Counter schemaChanges = Metrics.counter(ReadChanges.class, "schemaChanges");
  private final Counter ignored = Metrics.counter(ReadChanges.class, "messagesIgnored");
  private final Counter leftOut = Metrics.counter(ReadChanges.class, "rowsLeftOut");
  private final Counter deadLetters = Metrics.counter(ReadChanges.class, "deadLetters");

  private final ChangeSpec spec;
  private transient TargetTables tables;
  private transient CachedRoutes routes;
  private transient ChangeParser parser;
  private transient ChangeRows rows;
  private transient SchemaFollower follower;

  ReadChanges(ChangeSpec spec) {
    this.spec = spec;
  }

  @Setup
  public void setup() {
    tables = new TargetTables(spec, spec.connection());
    routes = new CachedRoutes(spec.routes());
    parser = spec.format().parser(spec.parser().withKeys(this::keys));
    MergedTables merged = new MergedTables(spec);
    rows = new ChangeRows(spec, routes, tables, merged);
    follower = new SchemaFollower(spec, routes, tables, merged);
  }

  /** The keys of the Doris table tell when a change moves its row to another key. */
  private List<String> keys(SourceTable table) {
    List<String> given = spec.parser().keys().of(table);
    try {
      Optional<TableName> name = routes.route(table);
      Optional<Target> target = name.isPresent() ? tables.find(name.get()) : Optional.empty();
      return target.filter(Target::isUnique).map(Target::keys).orElse(given);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ProcessElement
  public void process(@Element ChangeMessage message, MultiOutputReceiver out)
      throws IOException, InterruptedException {
    try {
      read(message).forEach(out.get(ROWS)::output);
    } catch (MalformedEventException e) {
      refuse(new DeadLetter(message, e.getMessage()), e, out);
    } catch (IllegalArgumentException e) {
      String reason = "The message at " + where(message) + " cannot be written: " + e.getMessage();
      refuse(new DeadLetter(message, reason), e, out);
    }
  }

  private List<TargetRow> read(ChangeMessage message)
      throws MalformedEventException, IOException, InterruptedException {
    List<TargetRow> read = new ArrayList<>();
    boolean placed = false;
    for (ChangeEvent event : parser.parse(message.key(), message.value(), message.place())) {
      if (event instanceof DataChange change) {
        ChangeRecord record = change.record();
        if (message.position().isPresent()) {
          requireOneRow(placed);
          placed = record.position().part() == 1;
          record = record.at(message.position().get());
        }
        Optional<TargetRow> row = rows.of(record, message.place());
        row.ifPresentOrElse(read::add, leftOut::inc);
      } else if (event instanceof SchemaChange change) {
        schemaChanges.inc();
        follower.follow(change, message.position().orElse(change.position()));
      } else if (event instanceof Truncate truncate) {
        schemaChanges.inc();
        follower.follow(truncate, message.position().orElse(truncate.position()));
      } else {
        ignored.inc();
      }
    }
    changes.inc(read.size());
    return read;
  }

  private static void requireOneRow(boolean another) {
    if (another) {
      throw new IllegalArgumentException(
          "it has several rows, and was given one position, which cannot order them");
    }
  }

  private static String where(ChangeMessage message) {
    return message
        .position()
        .map(at -> message.place().topic() + ", " + (at.snapshot() ? "snapshot at " : "") + at)
        .orElseGet(() -> message.place().toString());
  }

  private void refuse(DeadLetter letter, Exception cause, MultiOutputReceiver out) {
    deadLetters.inc();
    if (!spec.deadLetters()) {
      throw new IllegalArgumentException(
          letter.reason()
              + ". Dead letters would let the others pass (withDeadLetters; --deadLetterTopic or"
              + " --deadLetterTable of a job)",
          cause);
    }
    out.get(DEAD_LETTERS).output(letter);
  }

  @Teardown
  public void teardown() {
    if (tables != null) {
      tables.close();
    }
  }
}
