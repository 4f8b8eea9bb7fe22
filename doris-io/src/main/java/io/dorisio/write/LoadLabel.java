package io.dorisio.write;

import io.dorisio.client.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The labels of loads: {@code <prefix>_<database>_<table>_<run>_<shard>_<sequence>}. The same load
 * always has the same label, which is how a repeated attempt meets what an earlier one left.
 */
public final class LoadLabel {

  /** What Doris accepts (FeNameFormat.java, label_regex_length). */
  private static final Pattern LEGAL = Pattern.compile("[-_A-Za-z0-9:]{1,128}");

  private static final Pattern ILLEGAL_CHARACTER = Pattern.compile("[^-_A-Za-z0-9:]");

  /** Leaves room in 128 characters for the run, the shard and the sequence at their longest. */
  public static final int MAX_PREFIX = 40;

  private static final int MAX_LENGTH = 128;
  private static final int MAX_TABLE = 40;
  private static final int HASH_LENGTH = 12;

  private LoadLabel() {}

  /** Whether this can be the start of a label. */
  public static boolean isLegalPrefix(String prefix) {
    return prefix.length() <= MAX_PREFIX && LEGAL.matcher(prefix).matches();
  }

  /** Tells a job's labels from those of any other, also an earlier one with the same prefix. */
  public static String newRun() {
    return Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 14, 36);
  }

  static String of(String prefix, ShardKey key, String run, long sequence) {
    return String.join(
        "_", prefix, tablePart(key.table()), run, "" + key.shard(), Long.toString(sequence));
  }

  /** The label of a load that tries a part of this label's load, and is aborted in any case. */
  static String ofTrial(String label, int number) {
    String suffix = "_try" + number;
    int room = MAX_LENGTH - suffix.length();
    if (label.length() <= room) {
      return label + suffix;
    }
    return label.substring(0, room - HASH_LENGTH - 1) + "-" + hash(label) + suffix;
  }

  /** A legal and short form of the table's name; a hash tells apart what it makes alike. */
  private static String tablePart(TableName table) {
    String name = table.database() + "_" + table.table();
    String legal = ILLEGAL_CHARACTER.matcher(name).replaceAll("-");
    if (legal.equals(name) && name.length() <= MAX_TABLE) {
      return name;
    }
    int kept = Math.min(legal.length(), MAX_TABLE - HASH_LENGTH - 1);
    return legal.substring(0, kept) + "-" + hash(table.toString());
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
