package io.dorisio.pipelines.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/**
 * Writes user-behaviour events as JSON. At a hundred thousand a second on a machine that is shared
 * with all the rest it copies bytes and appends digits; it formats nothing but one timestamp a
 * millisecond.
 */
final class UserEvents {
  static final List<String> ACTIONS = List.of("view", "click", "search", "cart", "buy", "return");

  private static final String[] PAGES = {
    "/", "/search", "/item/", "/cart", "/checkout", "/account/orders"
  };
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final byte[] EVENT_ID = ascii("{\"event_id\":");
  private static final byte[] USER_ID = ascii(",\"user_id\":");
  private static final byte[] ACTION = ascii(",\"action\":\"");
  private static final byte[] TS = ascii("\",\"ts\":\"");
  private static final byte[] PAGE = ascii("\",\"page\":\"");
  private static final byte[] AMOUNT = ascii("\",\"amount\":");
  private static final byte[][] ACTION_BYTES =
      ACTIONS.stream().map(UserEvents::ascii).toArray(byte[][]::new);
  private static final byte[][] PAGE_BYTES =
      Arrays.stream(PAGES).map(UserEvents::ascii).toArray(byte[][]::new);
  private static final int USERS = 250_000;

  private final byte[] buffer = new byte[256];
  private int length;
  private long formattedMillis = Long.MIN_VALUE;
  private byte[] timestamp = {};

  /**
   * An event as it goes to Kafka. What it holds depends on its id alone, but for the time.
   *
   * @param createdMillis its time of creation
   */
  byte[] write(long id, long createdMillis) {
    if (createdMillis != formattedMillis) {
      formattedMillis = createdMillis;
      timestamp = ascii(MILLIS.format(Instant.ofEpochMilli(createdMillis)));
    }
    long random = random(id);
    length = 0;
    append(EVENT_ID);
    append(id);
    append(USER_ID);
    append(Math.floorMod(random >>> 20, USERS));
    append(ACTION);
    append(ACTION_BYTES[action(id)]);
    append(TS);
    append(timestamp);
    append(PAGE);
    int page = (int) (random >>> 8 & 0xff) % PAGE_BYTES.length;
    append(PAGE_BYTES[page]);
    if (page == 2) {
      append(random >>> 40 & 0xfff);
    }
    append(AMOUNT);
    long cents = cents(id);
    append(cents / 100);
    buffer[length++] = '.';
    buffer[length++] = (byte) ('0' + cents / 10 % 10);
    buffer[length++] = (byte) ('0' + cents % 10);
    buffer[length++] = '}';
    return Arrays.copyOf(buffer, length);
  }

  /** The index in {@link #ACTIONS} of an event's action; earlier ones are more frequent. */
  static int action(long id) {
    int dice = (int) (random(id) >>> 58);
    return dice < 32 ? 0 : dice < 48 ? 1 : dice < 56 ? 2 : dice < 60 ? 3 : dice < 63 ? 4 : 5;
  }

  /** The amount of an event in hundredths. */
  static long cents(long id) {
    return Math.floorMod(random(id) >>> 16, 100_000);
  }

  private static long random(long id) {
    long mixed = (id + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    return mixed ^ mixed >>> 27;
  }

  private void append(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void append(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
