package io.dorisio.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes rows in a text format into small pages. Where rows of many tables take turns, what is
 * written to next then lies in one page of each table, which a processor's cache holds; blocks that
 * are filled side by side are too large for it, and each row would wait for the memory.
 *
 * <p>Long rows, of which a page has too few, are written one behind the other into an array that
 * grows.
 */
abstract class TextWriter<V> implements RowWriter<V> {

  private static final int PAGE_BYTES = 4 << 10;
  private static final int LONGEST_IN_PAGES = PAGE_BYTES / 8;

  private final Compression compression;
  private final TextBuffer buffer = new TextBuffer(PAGE_BYTES);
  private List<ByteBuffer> full = new ArrayList<>();
  private int fullRows;
  private int fullBytes;
  private int longestRow;

  TextWriter(Compression compression) {
    this.compression = compression;
  }

  /** Writes one row with its end. */
  abstract void write(V row, RowKind kind, TextBuffer out);

  @Override
  public void write(V row, RowKind kind) {
    int start = buffer.size();
    boolean whole = false;
    try {
      write(row, kind, buffer);
      ArrayGrowth.checkFits((long) fullBytes + buffer.size());
      buffer.endRow();
      whole = true;
    } finally {
      if (!whole) {
        buffer.dropPartialRow();
      }
    }
    longestRow = Math.max(longestRow, buffer.size() - start);
    turnFullPage();
  }

  private void turnFullPage() {
    if (buffer.room() < longestRow && hasShortRows()) {
      turnPage();
    }
  }

  /** Adds rows that are copied out of an array. */
  final void copyRows(byte[] array, int from, int to, int count) {
    int at = from;
    while (hasShortRows() && to - at > buffer.room()) {
      int part = buffer.room();
      buffer.write(array, at, part);
      turnPage();
      at += part;
    }
    buffer.write(array, at, to - at);
    buffer.endRows(count);
    turnFullPage();
  }

  /** Adds rows that stay where they are, in an array that nobody changes. */
  final void referToRows(byte[] array, int from, int to, int count) {
    if (buffer.size() > 0) {
      turnPage();
    }
    full.add(ByteBuffer.wrap(array, from, to - from));
    fullRows += count;
    fullBytes += to - from;
  }

  private boolean hasShortRows() {
    return longestRow <= LONGEST_IN_PAGES;
  }

  /** A page goes on with its rows; an array that has grown may be kept for the next long ones. */
  private void turnPage() {
    int size = buffer.size();
    fullRows += buffer.rows();
    fullBytes += size;
    boolean grown = buffer.bytes().length > PAGE_BYTES;
    full.add(
        grown
            ? ByteBuffer.wrap(Arrays.copyOf(buffer.bytes(), size))
            : ByteBuffer.wrap(buffer.bytes(), 0, size));
    if (grown && !hasShortRows()) {
      buffer.clear();
    } else {
      buffer.startOver(PAGE_BYTES);
    }
  }

  @Override
  public int rows() {
    return fullRows + buffer.rows();
  }

  /** The bytes before compression. */
  @Override
  public int size() {
    return fullBytes + buffer.size();
  }

  @Override
  public Piece drain() {
    if (buffer.size() > 0) {
      turnPage();
    }
    Piece piece = compression.compress(new Piece(full, fullBytes));
    startOver();
    return piece;
  }

  private void startOver() {
    full = new ArrayList<>();
    fullRows = 0;
    fullBytes = 0;
    longestRow = 0;
  }

  @Override
  public void close() {
    buffer.startOver(0);
    startOver();
  }
}
