package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;

/** doris-protocol 2.2: compress_type. */
class CompressionTest extends AnyDorisTest {
  private interface Compressor {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] compressed(String text, Compressor compressor) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressor.over(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private void assertLoads(byte[] body, String... headers) throws Exception {
    doris.execute("TRUNCATE TABLE db.t");
    JsonNode reply = load("t", body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    assertEquals(body.length, reply.path("LoadBytes").asInt());
    assertEquals(List.of(List.of(1, "a"), List.of(2, "b")), rows("SELECT * FROM db.t ORDER BY k"));
  }

  @Test
  void csvIsReadInEveryCompression() throws Exception {
    String csv = "1\ta\n2\tb\n";
    assertLoads(compressed(csv, GZIPOutputStream::new), "compress_type: gz");
    assertLoads(compressed(csv, GZIPOutputStream::new), "compress_type: GZ");
    assertLoads(compressed(csv, BZip2CompressorOutputStream::new), "compress_type: bz2");
    assertLoads(compressed(csv, FramedLZ4CompressorOutputStream::new), "compress_type: lz4");
    assertLoads(compressed(csv, DeflaterOutputStream::new), "compress_type: deflate");
  }

  @Test
  void jsonIsReadCompressed() throws Exception {
    String json = "{\"k\":1,\"v\":\"a\"}\n{\"k\":2,\"v\":\"b\"}\n";
    assertLoads(compressed(json, GZIPOutputStream::new), JSON, BY_LINE, "compress_type: gz");
  }

  @Test
  void concatenatedMembersAreOneBody() throws Exception {
    byte[] first = compressed("1\ta\n", GZIPOutputStream::new);
    byte[] second = compressed("2\tb\n", GZIPOutputStream::new);
    assertLoads(joined(first, second), "compress_type: gz");
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void concatenatedFramesAreOneBody() throws Exception {
    byte[] first = compressed("1\ta\n", FramedLZ4CompressorOutputStream::new);
    byte[] second = compressed("2\tb\n", FramedLZ4CompressorOutputStream::new);
    assertLoads(joined(first, second), "compress_type: lz4");
  }

  @Test
  void anEmptyFrameIsTooShort() throws Exception {
    byte[] frame = compressed("", FramedLZ4CompressorOutputStream::new);
    JsonNode reply = load("t", Arrays.copyOf(frame, 11), "compress_type: lz4");
    assertEquals(
        "[INTERNAL_ERROR]Lz4 header size is between 7 and 15 bytes. but input size is only: 11",
        reply.path("Message").asText());
  }

  @Test
  void wholeJsonDocumentsAreNotDecompressed() throws Exception {
    byte[] body =
        compressed("[{\"k\":1,\"v\":\"a\"},{\"k\":2,\"v\":\"b\"}]", GZIPOutputStream::new);
    JsonNode reply =
        load(
            "t",
            body,
            JSON,
            "strip_outer_array: true",
            "read_json_by_line: false",
            "compress_type: gz");
    assertEquals("Fail", reply.path("Status").asText(), reply.toString());
    assertEquals(List.of(), rows("SELECT * FROM db.t"));
  }

  @Test
  void jsonIsReadAsItComesWhereTheCompressionIsUnknown() throws Exception {
    byte[] json = "{\"k\":1,\"v\":\"a\"}\n{\"k\":2,\"v\":\"b\"}\n".getBytes(StandardCharsets.UTF_8);
    assertLoads(json, JSON, BY_LINE, "compress_type: zstd");
  }

  @Test
  void contentEncodingIsNotDecodedOnTopOfCompressType() throws Exception {
    byte[] body = compressed("1\ta\n2\tb\n", GZIPOutputStream::new);
    assertLoads(body, "compress_type: gz", "Content-Encoding: gzip");
  }

  @Test
  void contentEncodingAloneDecodesNothing() throws Exception {
    assertLoads("1\ta\n2\tb\n".getBytes(StandardCharsets.UTF_8), "Content-Encoding: gzip");
  }

  @Test
  void emptyBodiesNeedNoCompression() throws Exception {
    JsonNode reply = load("t", "", "compress_type: gz");
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
  }

  @Test
  void truncatedBodiesFailTheLoad() throws Exception {
    byte[] body = compressed("1\ta\n2\tb\n", GZIPOutputStream::new);
    JsonNode reply = load("t", Arrays.copyOf(body, body.length - 6), "compress_type: gz");
    assertEquals("Fail", reply.path("Status").asText());
    assertTrue(reply.path("Message").asText().startsWith("[INTERNAL_ERROR]"), reply.toString());
    assertEquals(List.of(), rows("SELECT * FROM db.t"));
  }

  @Test
  void unknownCompressionsAreUnknownFormats() throws Exception {
    assertEquals(
        "[INTERNAL_ERROR]unknown data format, format=csv",
        load("t", "", "compress_type: zstd").path("Message").asText());
    assertEquals(
        "[INTERNAL_ERROR]unknown data format, format=csv",
        load("t", "", "compress_type: lz4frame").path("Message").asText());
  }
}
