package io.dorisio.schema;

import java.io.Serializable;

/**
 * How strict rows are compared with a table.
 *
 * @param unknownFields what becomes of fields without a column; REFUSE by default
 * @param strict whether a value is refused that Doris would round or cut without a word: digits
 *     behind a decimal's last, and the time of day in a DATE; true by default
 * @param maxStringBytes the longest value of a STRING, JSON or VARIANT column; 1 MiB by default, as
 *     in Doris ({@code string_type_length_soft_limit_bytes} of its BEs, {@code
 *     be/src/common/config.cpp}), which a cluster may raise
 * @param partialUpdate whether rows change some columns of rows that are there, so that only keys
 *     must be filled; false by default
 * @param exactTypes whether columns must be of just the types of their fields, as loads in Arrow
 *     need it; false by default
 */
public record RowCheckOptions(
    UnknownFields unknownFields,
    boolean strict,
    int maxStringBytes,
    boolean partialUpdate,
    boolean exactTypes)
    implements Serializable {

  public static final RowCheckOptions DEFAULT =
      new RowCheckOptions(UnknownFields.REFUSE, true, 1 << 20, false, false);

  public RowCheckOptions {
    if (maxStringBytes < 1) {
      throw new IllegalArgumentException(
          "The longest STRING must be 1 byte at least, not " + maxStringBytes);
    }
  }

  public RowCheckOptions withUnknownFields(UnknownFields value) {
    return new RowCheckOptions(value, strict, maxStringBytes, partialUpdate, exactTypes);
  }

  public RowCheckOptions withStrict(boolean value) {
    return new RowCheckOptions(unknownFields, value, maxStringBytes, partialUpdate, exactTypes);
  }

  public RowCheckOptions withMaxStringBytes(int value) {
    return new RowCheckOptions(unknownFields, strict, value, partialUpdate, exactTypes);
  }

  public RowCheckOptions withPartialUpdate(boolean value) {
    return new RowCheckOptions(unknownFields, strict, maxStringBytes, value, exactTypes);
  }

  public RowCheckOptions withExactTypes(boolean value) {
    return new RowCheckOptions(unknownFields, strict, maxStringBytes, partialUpdate, value);
  }
}
