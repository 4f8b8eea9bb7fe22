package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dorisio.client.TableName;
import java.util.HexFormat;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/**
 * What stands in savepoints: these bytes were written by a released form and must stay readable.
 */
class StoredFormsTest {

  private static final PreparedLoad LOAD =
      new PreparedLoad(
          new TableName("shop", "orders"), 3, "job_1", 18036, 100, 2, 1031, "be:8040", 1_000);
  private static final String LOAD_V1 =
      "01"
          + "0473686f70"
          + "066f7264657273"
          + "03"
          + "056a6f625f31"
          + "f48c01"
          + "64"
          + "02"
          + "8708"
          + "0762653a38303430";
  private static final String LOAD_V2 = "02" + LOAD_V1.substring(2) + "e807";

  private static final LoadSequence SEQUENCE = new LoadSequence("run", 300);
  private static final String SEQUENCE_V1 = "01" + "0372756e" + "ac02";

  private static final ShardKey KEY = new ShardKey(new TableName("shop", "orders"), 3);
  private static final String KEY_BYTES = "0473686f70" + "066f7264657273" + "03";

  @Test
  void aPreparedLoadIsReadFromVersion1() throws Exception {
    PreparedLoad old = decode(PreparedLoad.PreparedLoadCoder.INSTANCE, LOAD_V1);

    assertEquals(LOAD.describe(), old.describe());
    assertEquals(RowBlock.NO_TIME, old.oldestMillis());
  }

  @Test
  void aPreparedLoadIsWrittenInVersion2() throws Exception {
    assertStored(PreparedLoad.PreparedLoadCoder.INSTANCE, LOAD, LOAD_V2);
  }

  @Test
  void aSequenceIsReadFromVersion1() throws Exception {
    assertStored(LoadSequence.SequenceCoder.INSTANCE, SEQUENCE, SEQUENCE_V1);
  }

  @Test
  void aShardKeyKeepsItsBytes() throws Exception {
    assertStored(ShardKey.KeyCoder.INSTANCE, KEY, KEY_BYTES);
    CoderProperties.coderDeterministic(ShardKey.KeyCoder.INSTANCE, KEY, KEY);
  }

  @Test
  void aBlockComesBack() throws Exception {
    RowBlock block = new RowBlock(new byte[] {1, 0, -1}, 2, Loads.PROPERTIES, RowBlock.NO_TIME);

    CoderProperties.coderDecodeEncodeEqual(RowBlock.BlockCoder.INSTANCE, block);
  }

  @Test
  void aVersionFromTheFutureIsRefused() {
    assertThrows(
        CoderException.class,
        () -> decode(PreparedLoad.PreparedLoadCoder.INSTANCE, "03" + LOAD_V1.substring(2)));
    assertThrows(
        CoderException.class,
        () -> decode(LoadSequence.SequenceCoder.INSTANCE, "02" + SEQUENCE_V1.substring(2)));
  }

  private static <T> void assertStored(Coder<T> coder, T value, String hex) throws Exception {
    assertEquals(value, decode(coder, hex));
    assertEquals(hex, HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value)));
  }

  private static <T> T decode(Coder<T> coder, String hex) throws CoderException {
    return CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(hex));
  }
}
