package io.dorisio.cdc.write;

import io.dorisio.DorisIO;
import io.dorisio.DorisWriteResult;
import io.dorisio.cdc.ChangeFormat;
import io.dorisio.cdc.ParserOptions;
import io.dorisio.cdc.mysql.ValueOptions;
import io.dorisio.cdc.rules.MaskingRules;
import io.dorisio.cdc.rules.MetadataColumns;
import io.dorisio.cdc.rules.SchemaChangePolicy;
import io.dorisio.cdc.rules.SchemaChangePolicy.Action;
import io.dorisio.cdc.rules.SchemaChangePolicy.Subject;
import io.dorisio.cdc.rules.TableRoutes;
import io.dorisio.client.DorisConnection;
import io.dorisio.schema.RowCheckOptions;
import io.dorisio.schema.UnknownFields;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Applies change messages to Doris tables, exactly once where {@link DorisIO} is.
 *
 * <pre>{@code
 * messages.apply(
 *     WriteChanges.of(ChangeFormat.DEBEZIUM_JSON)
 *         .withConnection(connection)
 *         .withLabelPrefix("employees")
 *         .withRoutes(TableRoutes.parse("emp_[0-9]+\\.employees_[0-9]+ => demo.all_employees"))
 *         .withMetadata(MetadataColumns.parse("database_name, table_name")));
 * }</pre>
 *
 * <h2>Order</h2>
 *
 * The messages of a key must come from one partition of the input, in the source's order; those of
 * different keys may come as they like. Changes of a key (of the Doris table) then commit in that
 * order, whatever columns the rows have, over restarts and changes of parallelism. Within one load
 * Doris promises no order of equal keys unless the table has a sequence column: where it has one
 * ({@code function_column.sequence_col}) that the source does not fill, it is filled from the place
 * in the source, and then no order of arrival matters; a hidden one ({@code
 * function_column.sequence_type}) always is. {@link NewTables#withSequenceColumn} gives one to
 * tables that are created. It must be LARGEINT, which has room for every place, or BIGINT, which
 * has not (see {@link io.dorisio.cdc.SequenceValue}): a change beyond it is refused, and says so.
 *
 * <h2>Schemas</h2>
 *
 * Columns that come in rows, and changes that come as events, are followed by the {@link
 * SchemaChangePolicy} when they are read. A column that is renamed in the source keeps its name in
 * Doris and takes the values of both names, which its comment holds: rows that are under way, and
 * those of shards that have not renamed it, stay with it. Truncated, renamed and dropped tables are
 * not followed, since rows for them may be under way.
 *
 * <p>Needs SELECT, LOAD, ALTER and CREATE on the tables, the latter two as far as the policy uses
 * them.
 */
public final class WriteChanges extends PTransform<PCollection<ChangeMessage>, ChangesWritten> {

  private static final long serialVersionUID = 1L;
  private static final Map<Subject, String> NOT_APPLIED =
      Map.of(
          Subject.TRUNCATE,
          "rows from before it may be in loads of any worker that commit after it, and would come"
              + " back; fail, the default, says how to follow it by hand",
          Subject.DROP_TABLE,
          "loads of its rows that are prepared could never be committed then, and of a merged"
              + " table it is one of several; drop the table yourself when the job is past it",
          Subject.RENAME_TABLE,
          "where its rows go from then on is what the routes say of the new name");

  private final ChangeSpec spec;
  private final DorisIO.Write<TargetRow> write;

  private WriteChanges(ChangeSpec spec, DorisIO.Write<TargetRow> write) {
    this.spec = spec;
    this.write = write;
  }

  /** Messages of a format. */
  public static WriteChanges of(ChangeFormat format) {
    return new WriteChanges(ChangeSpec.of(format), DorisIO.<TargetRow>write());
  }

  private WriteChanges with(ChangeSpec.Builder changed) {
    return new WriteChanges(changed.build(), write);
  }

  /** Where Doris is. Required. */
  public WriteChanges withConnection(DorisConnection connection) {
    return new WriteChanges(
        spec.toBuilder().setConnection(connection).build(), write.withConnection(connection));
  }

  /** How the labels of the loads start, see {@link DorisIO.Write#withLabelPrefix}. Required. */
  public WriteChanges withLabelPrefix(String labelPrefix) {
    return withWrite(w -> w.withLabelPrefix(labelPrefix));
  }

  /**
   * Changes other options of the write, such as its shards. What says which table, row, key and
   * kind an element is, is set by this transform.
   */
  public WriteChanges withWrite(
      SerializableFunction<DorisIO.Write<TargetRow>, DorisIO.Write<TargetRow>> change) {
    return new WriteChanges(spec, change.apply(write));
  }

  /** What the parser is told of the source; {@link ParserOptions#DEFAULT} by default. */
  public WriteChanges withParser(ParserOptions options) {
    return with(spec.toBuilder().setParser(options));
  }

  /** Which table changes go to; by default the one of the same names. */
  public WriteChanges withRoutes(TableRoutes routes) {
    return with(spec.toBuilder().setRoutes(routes));
  }

  /** What is hidden of columns; nothing by default. */
  public WriteChanges withMasking(MaskingRules masking) {
    return with(spec.toBuilder().setMasking(masking));
  }

  /** Columns about the change; none by default. */
  public WriteChanges withMetadata(MetadataColumns metadata) {
    return with(spec.toBuilder().setMetadata(metadata));
  }

  /**
   * Which changes of schemas are followed; by default as {@link SchemaChangePolicy} says.
   *
   * @throws IllegalArgumentException if it applies truncations, or drops or renames of tables
   */
  public WriteChanges withSchemaChanges(SchemaChangePolicy policy) {
    for (Map.Entry<Subject, String> not : NOT_APPLIED.entrySet()) {
      if (policy.of(not.getKey()) == Action.APPLY) {
        throw new IllegalArgumentException(
            "The schema change policy "
                + not.getKey().name().toLowerCase(Locale.ROOT)
                + "=apply cannot be had: "
                + not.getValue()
                + ". Use ignore or fail");
      }
    }
    return with(spec.toBuilder().setPolicy(policy));
  }

  /** What becomes of values that Doris has no counterpart for. */
  public WriteChanges withValues(ValueOptions values) {
    return with(spec.toBuilder().setValues(values));
  }

  /**
   * What is done where rows of several tables go to one whose key does not tell them apart; {@link
   * SharedKeys#WARN} by default.
   */
  public WriteChanges withSharedKeys(SharedKeys action) {
    return with(spec.toBuilder().setSharedKeys(action));
  }

  /** Creates tables that are missing; by default they must exist. Databases must exist. */
  public WriteChanges withNewTables(NewTables tables) {
    return with(spec.toBuilder().setNewTables(tables));
  }

  /**
   * Lets messages that cannot be read go to {@link ChangesWritten#getDeadLetters}, and rows that
   * cannot be written to the failed rows of the write. By default either fails the job.
   */
  public WriteChanges withDeadLetters() {
    return new WriteChanges(spec.toBuilder().setDeadLetters(true).build(), write.withFailedRows());
  }

  @Override
  public ChangesWritten expand(PCollection<ChangeMessage> messages) {
    if (spec.connection() == null) {
      throw new IllegalArgumentException("WriteChanges needs withConnection(...)");
    }
    if (spec.newTables() != null) {
      spec.newTables().checkKeys(spec.metadata());
    }
    PCollectionTuple read =
        messages.apply(
            "Read changes",
            ParDo.of(new ReadChanges(spec))
                .withOutputTags(ReadChanges.ROWS, TupleTagList.of(ReadChanges.DEAD_LETTERS)));
    DorisWriteResult written =
        read.get(ReadChanges.ROWS)
            .setCoder(TargetRowCoder.of())
            .apply(
                "Write rows",
                write
                    .to(new ChangeDestinations())
                    .withRowFunction(new ToBeamRow())
                    .withRowKind(TargetRow::kind)
                    .withShardKey(TargetRow::key)
                    // A column that is dropped while rows are under way is no reason to refuse
                    // them.
                    .withRowCheck(RowCheckOptions.DEFAULT.withUnknownFields(UnknownFields.IGNORE)));
    return new ChangesWritten(
        written, read.get(ReadChanges.DEAD_LETTERS).setCoder(DeadLetterCoder.of()));
  }
}
