package io.dorisio.cdc;

import io.dorisio.cdc.mysql.SourceTable;
import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a parser is told of the source.
 *
 * @param keys default: those that the message names
 * @param types default none; used where the message has no types, as Maxwell's and Debezium's
 *     without schemas
 * @param decimals Debezium's {@code decimal.handling.mode}, default precise; for messages without
 *     schemas and columns of known type
 * @param times Debezium's {@code time.precision.mode}, default adaptive; likewise
 * @param binaries Debezium's {@code binary.handling.mode}, default bytes; likewise, and for known
 *     binary types whose schema is a string
 * @param table of the messages of {@link ChangeFormat#JSON}, which name none
 */
public record ParserOptions(
    KeyColumns keys,
    SourceTypes types,
    Decimals decimals,
    Times times,
    Binaries binaries,
    @Nullable SourceTable table)
    implements Serializable {

  public static final ParserOptions DEFAULT =
      new ParserOptions(
          KeyColumns.OF_MESSAGE,
          SourceTypes.NONE,
          Decimals.PRECISE,
          Times.ADAPTIVE,
          Binaries.BASE64,
          null);

  /** {@code decimal.handling.mode}. */
  public enum Decimals {
    /** Base64 of the unscaled number; its scale is that of the known type. */
    PRECISE,
    /** A number or its text. */
    DOUBLE_OR_STRING
  }

  /** {@code time.precision.mode}. */
  public enum Times {
    /** Also {@code adaptive_time_microseconds}: by the column's digits, TIME in microseconds. */
    ADAPTIVE,
    MICROSECONDS,
    NANOSECONDS,
    /** Milliseconds for all. */
    CONNECT,
    /** Text. */
    ISO_STRING
  }

  /** {@code binary.handling.mode}. */
  public enum Binaries {
    /** {@code bytes} and {@code base64}. */
    BASE64,
    BASE64_URL_SAFE,
    HEX
  }

  public ParserOptions withKeys(KeyColumns value) {
    return new ParserOptions(value, types, decimals, times, binaries, table);
  }

  public ParserOptions withTypes(SourceTypes value) {
    return new ParserOptions(keys, value, decimals, times, binaries, table);
  }

  public ParserOptions withDecimals(Decimals value) {
    return new ParserOptions(keys, types, value, times, binaries, table);
  }

  public ParserOptions withTimes(Times value) {
    return new ParserOptions(keys, types, decimals, value, binaries, table);
  }

  public ParserOptions withBinaries(Binaries value) {
    return new ParserOptions(keys, types, decimals, times, value, table);
  }

  public ParserOptions withTable(SourceTable value) {
    return new ParserOptions(keys, types, decimals, times, binaries, value);
  }
}
