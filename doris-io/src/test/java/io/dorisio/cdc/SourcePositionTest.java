package io.dorisio.cdc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourcePositionTest {

  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(127);

  private static SourcePosition binlog(String file, long offset, boolean snapshot, long row) {
    return SourcePosition.ofBinlog(file, offset, snapshot, row).orElseThrow();
  }

  /** In the order of the source's history. */
  private static List<SourcePosition> history() {
    return List.of(
        binlog("mysql-bin.000001", 4, false, 0),
        binlog("mysql-bin.000002", 100, true, 0),
        binlog("mysql-bin.000002", 100, false, 0).before(),
        binlog("mysql-bin.000002", 100, false, 0),
        binlog("mysql-bin.000002", 100, false, 1),
        binlog("mysql-bin.000002", 100, false, 2047),
        binlog("mysql-bin.000002", 101, true, 0),
        binlog("mysql-bin.000002", 101, false, 0),
        binlog("mysql-bin.000002", 4_294_967_295L, false, 0),
        binlog("mysql-bin.000010", 4, false, 0),
        binlog("mysql-bin.262143", 4_294_967_295L, false, 2047));
  }

  @Test
  void placesAreInTheOrderOfTheLog() {
    List<SourcePosition> shuffled = new ArrayList<>(history());
    Collections.shuffle(shuffled, new Random(1));
    Collections.sort(shuffled);
    assertEquals(history(), shuffled);
  }

  @Test
  void sequencesAreInTheSameOrderAndPositive() {
    for (int i = 1; i < history().size(); i++) {
      SourcePosition earlier = history().get(i - 1);
      SourcePosition later = history().get(i);
      String pair = earlier + " before " + later;
      assertTrue(SequenceValue.asBigInt(earlier) < SequenceValue.asBigInt(later), pair);
      assertTrue(
          SequenceValue.asLargeInt(earlier).compareTo(SequenceValue.asLargeInt(later)) < 0, pair);
      assertTrue(SequenceValue.asBigInt(earlier) > 0);
    }
  }

  @Test
  void aLargeIntTakesTheLargestPlaceThereIs() {
    SourcePosition last = binlog("mysql-bin.2147483647", (1L << 48) - 1, false, (1L << 44) - 1);
    assertTrue(SequenceValue.asLargeInt(last).compareTo(LARGEST) < 0);
    assertTrue(SequenceValue.asLargeInt(last).signum() > 0);
  }

  @Test
  void aSnapshotMayHaveMoreRowsThanAnIntCounts() {
    SourcePosition row = binlog("mysql-bin.000001", 4, true, 5_000_000_000L);
    SourcePosition change = binlog("mysql-bin.000001", 4, false, 0);
    assertTrue(SequenceValue.asLargeInt(row).compareTo(SequenceValue.asLargeInt(change)) < 0);
  }

  @Test
  void aPlaceWithoutRoomIsRefusedAndNotCut() {
    for (SourcePosition position :
        List.of(
            binlog("mysql-bin.262144", 4, false, 0),
            binlog("mysql-bin.000001", 4_294_967_296L, false, 0),
            binlog("mysql-bin.000001", 4, false, 2048))) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> SequenceValue.asBigInt(position));
      assertTrue(refusal.getMessage().endsWith("use LARGEINT"));
      assertTrue(SequenceValue.asLargeInt(position).signum() > 0);
    }
  }

  @Test
  void inKafkaTheOffsetComesBeforeTheRow() {
    RecordOffset earlier = new RecordOffset("t", 0, 41);
    RecordOffset later = new RecordOffset("t", 0, 42);
    List<SourcePosition> order =
        List.of(
            SourcePosition.ofKafka(earlier, 9),
            SourcePosition.ofKafka(later, 0).before(),
            SourcePosition.ofKafka(later, 0),
            SourcePosition.ofKafka(later, 1));
    for (int i = 1; i < order.size(); i++) {
      assertTrue(order.get(i - 1).compareTo(order.get(i)) < 0);
      assertTrue(SequenceValue.asBigInt(order.get(i - 1)) < SequenceValue.asBigInt(order.get(i)));
    }
  }

  @Test
  void aFileWithoutANumberIsNoBinlog() {
    for (String file : List.of("", "mysql-bin", "mysql-bin.", "mysql-bin.00x1", "000001")) {
      assertEquals(Optional.empty(), SourcePosition.ofBinlog(file, 4, false, 0), file);
    }
  }
}
