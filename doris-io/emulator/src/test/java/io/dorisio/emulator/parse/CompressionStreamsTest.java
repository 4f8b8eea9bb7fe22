package io.dorisio.emulator.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** be/src/exec/decompressor.cpp: members that follow one another, however they arrive. */
class CompressionStreamsTest {
  private static byte[] member(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** A network on which what comes next is never there yet. */
  private static InputStream late(byte[] first, byte[] second) {
    return new SequenceInputStream(
        new ByteArrayInputStream(first), new ByteArrayInputStream(second)) {
      @Override
      public int available() {
        return 0;
      }
    };
  }

  @Test
  void memberThatIsStillToArriveBelongsToTheBody() throws Exception {
    InputStream body =
        Compression.of("gz", LoadFormat.JSON).open(late(member("{\"k\":1}\n"), member("{}\n")));
    assertEquals("{\"k\":1}\n{}\n", new String(body.readAllBytes(), StandardCharsets.UTF_8));
  }
}
