package io.dorisio.emulator.parse;

import java.io.IOException;

/** A JSON text per line. */
final class JsonLines implements JsonRowReader.Texts {
  private final LineReader lines;

  JsonLines(LineReader lines) {
    this.lines = lines;
  }

  @Override
  public boolean next() throws IOException {
    return lines.next();
  }

  @Override
  public byte[] bytes() {
    return lines.bytes();
  }

  @Override
  public int start() {
    return lines.start();
  }

  @Override
  public int end() {
    return lines.end();
  }
}
