package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {

  @ParameterizedTest
  @EnumSource(Compression.class)
  void piecesBehindEachOtherAreOneBody(Compression compression) throws IOException {
    byte[] noise = new byte[700_000];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (int length : new int[] {1, 300_000, 0, noise.length, 5}) {
      byte[] rows = Arrays.copyOf(noise, length);
      compression.compress(Piece.of(rows)).writeTo(body);
      plain.writeBytes(rows);
    }

    try (InputStream in = open(compression, new ByteArrayInputStream(body.toByteArray()))) {
      assertArrayEquals(plain.toByteArray(), in.readAllBytes());
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void noRowsAreNoBytes(Compression compression) {
    assertEquals(0, compression.compress(Piece.of(new byte[0])).length());
  }

  @ParameterizedTest
  @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void repeatedTextShrinks(Compression compression) {
    assertTrue(compression.compress(Piece.of(new byte[100_000])).length() < 2_000);
  }

  /** Doris' reader of LZ4 frames refuses a body of fewer (decompressor.cpp). */
  @Test
  void theSmallestFrameHasFifteenBytes() {
    assertTrue(Compression.LZ4.compress(Piece.of(new byte[] {'\n'})).length() >= 15);
  }

  @Test
  void theHeaderHasTheNameThatDorisKnows() {
    assertEquals(Map.of(), Compression.NONE.loadProperties());
    assertEquals(Map.of("compress_type", "gz"), Compression.GZIP.loadProperties());
    assertEquals(Map.of("compress_type", "lz4"), Compression.LZ4.loadProperties());
  }

  private static InputStream open(Compression compression, InputStream in) throws IOException {
    return switch (compression) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in);
      case LZ4 -> new LZ4FrameInputStream(in);
    };
  }
}
