package io.dorisio.format;

import java.util.List;
import java.util.Map;

/** JSON objects as UTF-8. */
final class JsonTextEncoder implements RowEncoder<Utf8Slice> {

  private final List<String> columns;
  private final RowOptions options;

  /**
   * @param columns the keys of all rows; looked at only where an update is partial
   */
  JsonTextEncoder(List<String> columns, RowOptions options) {
    this.columns = columns;
    this.options = options;
  }

  @Override
  public RowWriter<Utf8Slice> newWriter() {
    return new JsonTextWriter(options);
  }

  @Override
  public Map<String, String> loadProperties() {
    return LoadHeaders.of(LoadHeaders.json(), columns, true, options);
  }
}
