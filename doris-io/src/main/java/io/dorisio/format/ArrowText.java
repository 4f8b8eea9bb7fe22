package io.dorisio.format;

/** Texts, one behind the other, and where each ends. */
final class ArrowText extends ArrowColumn {

  private final ValueWriter writer;
  private final TextBuffer text = new TextBuffer();
  private final ArrowOffsets offsets = new ArrowOffsets();

  /**
   * @param writer what makes the text of a value
   */
  ArrowText(ValueWriter writer) {
    this.writer = writer;
  }

  @Override
  int write(int index, Object value) {
    int start = offsets.start(index);
    text.advanceTo(start);
    if (value == null) {
      nulls.set(index);
      offsets.end(index, start);
      return Integer.BYTES;
    }
    if (writer == Utf8.WRITER) {
      Utf8.write(text, (String) value);
    } else {
      writer.write(text, value);
    }
    nulls.clear(index);
    int end = text.size();
    offsets.end(index, end);
    return Integer.BYTES + end - start;
  }

  /** For itself, so that it is compiled for values of this type alone. */
  @Override
  int writeAll(int index, Object[] values, int count) {
    return super.writeAll(index, values, count);
  }

  @Override
  void addTo(ArrowBatch batch, int count) {
    nulls.addTo(batch, count);
    offsets.addTo(batch, count);
    batch.buffer(text.bytes(), offsets.start(count));
  }

  @Override
  void clear() {
    super.clear();
    text.clear();
  }
}
