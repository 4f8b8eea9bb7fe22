package io.dorisio.emulator.storage;

/**
 * Which of the rows of one load that have the same key comes last, where no sequence orders them. A
 * server without a sequence column keeps the last it was sent as long as one backend sorts them in
 * one piece, and promises nothing (doris-protocol 7.4).
 *
 * @param place what orders staged rows {@code s}, in the store's words
 */
public record EqualKeys(String place) {
  public static final EqualKeys LAST = new EqualKeys("s.rowid");

  /** Any of them; the same for the same seed and rows. */
  public static EqualKeys arbitrary(long seed) {
    return new EqualKeys("CAST(hash(s.rowid, " + seed + ") >> 1 AS BIGINT)");
  }
}
