package io.dorisio.format;

import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** The format that Beam rows travel to Doris in. What types become is in docs/TYPES.md. */
public enum LoadFormat {
  /** One JSON object a line, which names its columns: the most forgiving format. */
  JSON {
    @Override
    RowEncoder<Row> encoder(Schema schema, RowOptions options) {
      return new JsonEncoder(schema, options);
    }
  },

  /** Enclosed and escaped fields, with the columns named once for all rows: less to send. */
  CSV {
    @Override
    RowEncoder<Row> encoder(Schema schema, RowOptions options) {
      return new CsvEncoder(schema, options);
    }
  },

  /**
   * Arrow IPC streams: the least work for the server, which takes values as they are and casts
   * nothing. Each field's type must be just that of its column: an INT64 field for a BIGINT column,
   * and none for an INT or a DECIMAL one. The server does not check it (Doris source,
   * be/src/core/data_type_serde, read_column_from_arrow).
   *
   * <p>Needs {@code org.apache.arrow:arrow-vector} on the class path; neither an allocator of
   * Arrow's nor an option of the virtual machine.
   */
  ARROW {
    @Override
    RowEncoder<Row> encoder(Schema schema, RowOptions options) {
      return new ArrowEncoder(schema, options);
    }
  };

  /**
   * What writes rows of a schema.
   *
   * @throws IllegalArgumentException if a type or an option is not for this format, saying why
   */
  abstract RowEncoder<Row> encoder(Schema schema, RowOptions options);

  /**
   * Checks what can be known before the first row.
   *
   * @throws IllegalArgumentException if a type or an option is not for this format, saying why
   */
  void check(Schema schema, RowOptions options) {
    String sequence = options.sequenceColumn();
    boolean held =
        sequence == null || schema.getFieldNames().stream().anyMatch(sequence::equalsIgnoreCase);
    if (!held && !options.loadProperties().containsKey("columns")) {
      throw new IllegalArgumentException(
          "The sequence column " + sequence + " is none of the fields " + schema.getFieldNames());
    }
    encoder(schema, options).newWriter().close();
  }
}
