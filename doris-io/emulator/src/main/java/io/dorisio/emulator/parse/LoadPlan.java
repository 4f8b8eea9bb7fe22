package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.LoadExpression;
import io.dorisio.emulator.sql.LoadExpression.Family;
import io.dorisio.emulator.sql.LoadExpression.Term;
import io.dorisio.emulator.sql.LoadFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * How a body is read into a table: everything the load's headers say about it, checked before the
 * body is asked for (doris-protocol 1.8, step 8).
 */
public final class LoadPlan {
  private final BodyReader body;
  private final boolean strict;
  private final ZoneId zone;
  private final Instant now;
  private final ColumnMapping mapping;
  private final PartitionCheck partitions;
  private final boolean appendsNewKeys;
  private final Term where;

  /**
   * @param header a header's value by its name; empty where it is not sent
   * @param storeName what the store calls a column
   */
  public LoadPlan(
      TableSchema table,
      LoadFormat format,
      UnaryOperator<String> header,
      Instant now,
      ColumnName storeName)
      throws DorisException {
    this.now = now;
    this.body = new BodyReader(format, header);
    if (!header.apply("partitions").isEmpty() && !header.apply("temporary_partitions").isEmpty()) {
      throw DorisException.backend(
          DorisException.INVALID_ARGUMENT,
          "Can not specify both partitions and temporary partitions");
    }
    this.strict =
        bool(header.apply("strict_mode"), "Invalid strict mode format. Must be bool type");
    MergeType mergeType = MergeType.of(header);
    UpdateMode mode = UpdateMode.of(header, format);
    this.appendsNewKeys = UpdateMode.appendsNewKeys(header);
    String timezone = header.apply("timezone");
    this.zone = zone(timezone.isEmpty() ? header.apply("time_zone") : timezone);
    LoadFunctions functions = new LoadFunctions(now, zone);
    this.mapping = TableMapping.of(table, mergeType, mode, header, functions);
    if (format == LoadFormat.ARROW) {
      requireKnown(table, mapping.fileColumns());
    }
    this.partitions = PartitionCheck.of(table, mapping.staged(), zone);
    this.where = where(table, header.apply("where"), functions, storeName);
  }

  /** What the store calls a column. */
  @FunctionalInterface
  public interface ColumnName {
    String of(Column column);
  }

  /** The columns the load brings. */
  public List<Column> columns() {
    return mapping.staged();
  }

  /** Whether the table's other columns keep their values. */
  public boolean isPartial() {
    return mapping.partial();
  }

  /** Whether a partial update may bring keys the table does not have. */
  public boolean appendsNewKeys() {
    return appendsNewKeys;
  }

  /**
   * What selects rows once they are in the table's types, in the store's words; null where all are
   * wanted.
   */
  public String where() {
    return where == null ? null : where.sql();
  }

  /**
   * Reads the body to its end, or until {@code stop} turns true.
   *
   * @return how many rows reached the sink
   */
  public long run(
      InputStream in, BodyEngine engine, RowSink sink, RejectedRows rejected, BooleanSupplier stop)
      throws IOException, DorisException {
    try (ColumnExpressions expressions = prepare(engine);
        RowReader source = body.open(in, mapping, engine)) {
      RowReader reader = derived(source, expressions);
      RawRow raw = new RawRow(mapping.slots());
      RowAssembler assembler =
          new RowAssembler(mapping, partitions, strict, body.isTyped(), zone, now);
      long loaded = 0;
      while (!stop.getAsBoolean() && reader.next(raw, rejected)) {
        RowValues values = assembler.assemble(raw, rejected);
        if (values != null) {
          sink.append(values);
          loaded++;
        }
      }
      return loaded;
    }
  }

  /** Counts the rows of a body without looking into them; lines of names and types count too. */
  public long count(InputStream in, BodyEngine engine) throws IOException {
    return body.count(in, mapping, engine);
  }

  private ColumnExpressions prepare(ColumnExpressions.Engine engine)
      throws IOException, DorisException {
    if (mapping.derived().isEmpty()) {
      return null;
    }
    return engine.prepare(
        mapping.inputs().stream()
            .map(
                input ->
                    new ColumnExpressions.TypedInput(
                        "i" + input.slot(),
                        input.type() == null ? "VARCHAR" : input.type().duckdbType()))
            .toList(),
        mapping.derived().stream().map(ColumnMapping.Derived::sql).toList());
  }

  private RowReader derived(RowReader source, ColumnExpressions expressions) {
    RowReader reader = expressions == null ? source : new DerivedRows(source, mapping, expressions);
    boolean copies = !mapping.copies().isEmpty() || !mapping.constants().isEmpty();
    return copies ? new CopiedRows(reader, mapping) : reader;
  }

  /**
   * Selected is what the whole row fulfils after its conversion (NereidsLoadUtils, AddPostFilter).
   */
  private static Term where(
      TableSchema table, String header, LoadFunctions functions, ColumnName storeName)
      throws DorisException {
    if (header.isEmpty()) {
      return null;
    }
    return LoadExpression.translate(
        header,
        name -> {
          int index = table.indexOf(name);
          if (index < 0) {
            throw DorisException.analysis("Unknown column '" + name + "' in 'table list'");
          }
          Column column = table.columns().get(index);
          return new Term(storeName.of(column), Family.of(column.type()));
        },
        functions);
  }

  private static ZoneId zone(String header) throws DorisException {
    try {
      return header.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(header);
    } catch (DateTimeException e) {
      throw DorisException.analysis("Unknown or incorrect time zone: '" + header + "'");
    }
  }

  /**
   * Values of Arrow stay in their types, so that each column of the file has to have one
   * (NereidsLoadScanProvider, fillContextExprMap).
   */
  private static void requireKnown(TableSchema table, List<String> fileColumns)
      throws DorisException {
    for (String name : fileColumns) {
      if (TableSchema.indexOf(table.loadColumns(), name) < 0) {
        throw DorisException.analysis(
            "Unknown column " + name + " in table " + table.name() + " for FORMAT_ARROW load");
      }
    }
  }

  static boolean bool(String header, String complaint) throws DorisException {
    if (header.isEmpty() || header.equalsIgnoreCase("false")) {
      return false;
    }
    if (header.equalsIgnoreCase("true")) {
      return true;
    }
    throw DorisException.backend(DorisException.INVALID_ARGUMENT, complaint);
  }
}
