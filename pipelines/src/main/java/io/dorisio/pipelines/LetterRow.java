package io.dorisio.pipelines;

import io.dorisio.pipelines.Letter.Content;
import io.dorisio.schema.TableDefinition;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as rows of a Doris table. Bytes that are no UTF-8 are base64 behind {@code base64:}.
 * What is longer than {@link #MAX_CHARACTERS} is cut, and the reason says so: a letter that Doris
 * refused would stop the job.
 */
final class LetterRow extends DoFn<Letter, Row> {
  private static final long serialVersionUID = 1L;

  /** Of at most three bytes each, under the 1 MiB that Doris takes as a STRING by default. */
  static final int MAX_CHARACTERS = 300_000;

  static final Schema SCHEMA =
      Schema.builder()
          .addField("received_at", FieldType.DATETIME)
          .addStringField("source")
          .addStringField("place")
          .addStringField("target_table")
          .addNullableStringField("message_key")
          .addNullableStringField("content")
          .addStringField("reason")
          .build();

  /** The table of such rows. */
  static final TableDefinition TABLE =
      TableDefinition.duplicate("received_at")
          .withRandomDistribution()
          .withColumnType("source", "VARCHAR(1024)")
          .withColumnType("place", "VARCHAR(256)")
          .withColumnType("target_table", "VARCHAR(512)")
          .withColumnType("message_key", "STRING")
          .withColumnType("content", "STRING")
          .withColumnType("reason", "STRING")
          .withComment("What could not be written, and why");

  private final LetterSource source;

  LetterRow(LetterSource source) {
    this.source = source;
  }

  @ProcessElement
  public void process(@Element Letter letter, OutputReceiver<Row> out) {
    out.output(row(letter, source, Instant.now()));
  }

  static Row row(Letter letter, LetterSource source, Instant now) {
    String key = text(letter.key());
    String content = text(letter.content());
    boolean whole = fits(key) && fits(content);
    String reason = whole ? letter.reason() : letter.reason() + " (cut: it is too long for Doris)";
    return Row.withSchema(SCHEMA)
        .addValues(
            now,
            letter.place() == null ? "" : letter.place().topic(),
            letter.place() == null ? "" : source.text(letter.place(), letter.position()),
            letter.table(),
            cut(key),
            cut(content),
            cut(reason))
        .build();
  }

  private static @Nullable String text(@Nullable Content content) {
    if (content == null) {
      return null;
    }
    return content.base64() ? "base64:" + content.text() : content.text();
  }

  private static boolean fits(@Nullable String text) {
    return text == null || text.length() <= MAX_CHARACTERS;
  }

  private static @Nullable String cut(@Nullable String text) {
    if (text == null || fits(text)) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1));
    return text.substring(0, pair ? MAX_CHARACTERS - 1 : MAX_CHARACTERS);
  }
}
