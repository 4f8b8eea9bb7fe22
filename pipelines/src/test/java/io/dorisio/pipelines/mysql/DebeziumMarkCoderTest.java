package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.pipelines.mysql.Progress.ResumePoint;
import io.dorisio.pipelines.mysql.Progress.Snapshot;
import io.dorisio.pipelines.mysql.Progress.Stream;
import io.dorisio.pipelines.mysql.Progress.StreamStart;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class DebeziumMarkCoderTest {
  private static final Instant WATERMARK = Instant.parse("2026-03-29T01:30:00.123Z");
  private static final List<byte[]> HISTORY =
      List.of("{\"ddl\":\"é 😀 ' \\\" \\u0000\"}".getBytes(StandardCharsets.UTF_8), new byte[0]);

  /** What the first version wrote. It lies in savepoints and must stay readable. */
  private static final String FIRST_VERSION =
      "AYAAAZ03NlI7AAAAAh17ImRkbCI6IsOpIPCfmIAgJyBcIiBcdTAwMDAifQACCXsicG9zIjo0ff///////////wH///////////8BAAERBAAD";

  @Test
  void marksComeBackAsTheyWere() throws Exception {
    ResumePoint resume =
        new ResumePoint(
            Map.of("file", "binlog.000001", "pos", 5_000_000_000L, "gtids", "0-1-12"), 1, 100, 2);
    assertComesBack(new DebeziumMark(Progress.START, List.of(), WATERMARK, null));
    assertComesBack(
        new DebeziumMark(new Stream(resume, null), HISTORY, WATERMARK, "server_uuid x"));
    assertComesBack(stream());
  }

  @Test
  void markOfASnapshotComesBackWithTheSchemasOfItsBeginning() throws Exception {
    StreamStart start = new StreamStart(Map.of("pos", 4), HISTORY);

    DebeziumMark decoded =
        roundTrip(new DebeziumMark(new Snapshot(start), List.of(), WATERMARK, "server_id 7"));

    StreamStart decodedStart = ((Snapshot) decoded.progress()).streamStart();
    assertEquals(start.offset(), decodedStart.offset());
    assertSameHistory(HISTORY, decodedStart.history());
  }

  @Test
  void marksOfTheFirstVersionCanBeRead() throws Exception {
    DebeziumMark decoded =
        CoderUtils.decodeFromByteArray(
            DebeziumMarkCoder.of(), Base64.getDecoder().decode(FIRST_VERSION));

    assertEquals(stream().progress(), decoded.progress());
    assertNull(decoded.identity());
    assertEquals(WATERMARK, decoded.watermark());
    assertSameHistory(HISTORY, decoded.history());
  }

  @Test
  void marksOfALaterVersionAreRefused() {
    CoderException e =
        assertThrows(
            CoderException.class,
            () -> CoderUtils.decodeFromByteArray(DebeziumMarkCoder.of(), new byte[] {9}));

    assertTrue(e.getMessage().contains("version 9"), e.getMessage());
  }

  private static DebeziumMark stream() {
    return new DebeziumMark(
        new Stream(
            new ResumePoint(Map.of("pos", 4), -1, -1, 0), new BinlogPosition(17, 4, false, 3)),
        HISTORY,
        WATERMARK,
        null);
  }

  private static void assertComesBack(DebeziumMark mark) throws Exception {
    DebeziumMark decoded = roundTrip(mark);
    assertEquals(mark.progress(), decoded.progress());
    assertEquals(mark.identity(), decoded.identity());
    assertEquals(mark.watermark(), decoded.watermark());
    assertSameHistory(mark.history(), decoded.history());
  }

  private static DebeziumMark roundTrip(DebeziumMark mark) throws Exception {
    byte[] encoded = CoderUtils.encodeToByteArray(DebeziumMarkCoder.of(), mark);
    return CoderUtils.decodeFromByteArray(DebeziumMarkCoder.of(), encoded);
  }

  private static void assertSameHistory(List<byte[]> expected, List<byte[]> actual) {
    assertArrayEquals(expected.toArray(), actual.toArray());
  }
}
