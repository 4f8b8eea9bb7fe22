package io.dorisio.cdc.write;

import io.dorisio.cdc.RecordOffset;
import io.dorisio.client.TableName;
import io.dorisio.format.RowKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A change as a row of its Doris table. All values are text, which the server reads as its columns
 * want it: so decimals, LARGEINT and dates lose nothing on the way.
 *
 * @param key the text of the row's key in Doris, by which its changes stay in order
 * @param columns names, in the order of the table
 * @param values one for each column
 * @param origin of the message that told it
 */
@DefaultCoder(TargetRowCoder.class)
public record TargetRow(
    TableName table,
    RowKind kind,
    String key,
    List<String> columns,
    List<@Nullable String> values,
    RecordOffset origin) {

  public TargetRow {
    columns = List.copyOf(columns);
    values = Collections.unmodifiableList(new ArrayList<>(values));
    if (columns.size() != values.size()) {
      throw new IllegalArgumentException(
          "A row of "
              + table
              + " has "
              + columns.size()
              + " columns, "
              + values.size()
              + " values");
    }
  }

  /** Without values, which may be personal. */
  @Override
  public String toString() {
    return kind + " " + table + " " + columns + " of " + origin;
  }
}
