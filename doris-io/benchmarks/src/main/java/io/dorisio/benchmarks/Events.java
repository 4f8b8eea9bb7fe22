package io.dorisio.benchmarks;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;

/**
 * User-behaviour events, about 102 bytes as JSON. Both sides go round the same few thousand of
 * them, made beforehand, so that the making costs neither of them anything.
 */
final class Events {

  static final int COUNT = 8_192;
  private static final int DELETE_EACH = 10;
  private static final int AMOUNT_DIGITS = 10;
  private static final int AMOUNT_SCALE = 2;
  private static final long SEED = 20261121;
  private static final String[] ACTIONS = {"view", "click", "search", "cart", "buy", "return"};
  private static final String[] PAGES = {"/", "/search", "/item/", "/cart", "/account/orders"};
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  static final Schema SCHEMA =
      Schema.builder()
          .addInt64Field("user_id")
          .addStringField("action")
          .addLogicalTypeField("ts", SqlTypes.DATETIME)
          .addStringField("page")
          .addLogicalTypeField("amount", FixedPrecisionNumeric.of(AMOUNT_DIGITS, AMOUNT_SCALE))
          .build();

  static final String[] NAMES = SCHEMA.getFieldNames().toArray(String[]::new);

  /** One event. */
  record Event(long userId, String action, LocalDateTime time, String page, BigDecimal amount) {

    String json() {
      return "{\"user_id\":"
          + userId
          + ",\"action\":\""
          + action
          + "\",\"ts\":\""
          + TIME.format(time)
          + "\",\"page\":\""
          + page
          + "\",\"amount\":"
          + amount
          + "}";
    }

    Row row() {
      return Row.withSchema(SCHEMA).addValues(userId, action, time, page, amount).build();
    }

    RowData rowData(RowKind kind) {
      return GenericRowData.ofKind(
          kind,
          userId,
          StringData.fromString(action),
          TimestampData.fromLocalDateTime(time),
          StringData.fromString(page),
          DecimalData.fromBigDecimal(amount, AMOUNT_DIGITS, AMOUNT_SCALE));
    }
  }

  private static final List<Event> ALL = all();

  private Events() {}

  /** The event of a number below {@link #COUNT}. */
  static Event get(int number) {
    return ALL.get(number);
  }

  private static List<Event> all() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Event> events = new ArrayList<>(COUNT);
    LocalDateTime start = LocalDateTime.of(2026, 11, 21, 10, 0);
    for (int i = 0; i < COUNT; i++) {
      int page = random.nextInt(PAGES.length);
      events.add(
          new Event(
              random.nextInt(100_000, 250_000),
              ACTIONS[random.nextInt(ACTIONS.length)],
              start.plusNanos(random.nextLong(3_600_000) * 1_000_000),
              page == 2 ? PAGES[page] + random.nextInt(4_096) : PAGES[page],
              BigDecimal.valueOf(random.nextInt(100_000), AMOUNT_SCALE)));
    }
    return events;
  }

  /** Whether the event of this number is a delete, where there are any. */
  static boolean isDelete(int number) {
    return number % DELETE_EACH == DELETE_EACH - 1;
  }

  /** One text for each table, as from a router's list. */
  static String tableOf(int number, int tables) {
    return ("bench.events" + number % tables).intern();
  }

  /**
   * The statement that creates a table for events. Arrow's times need a column of microseconds.
   *
   * @param unique whether rows can be deleted by key
   */
  static String createTable(String name, boolean unique) {
    return "CREATE TABLE "
        + name
        + " (user_id BIGINT, action VARCHAR(32), ts DATETIME(6), page VARCHAR(255), amount"
        + " DECIMAL(10,2)) "
        + (unique ? "UNIQUE" : "DUPLICATE")
        + " KEY(user_id) DISTRIBUTED BY HASH(user_id) BUCKETS 1";
  }
}
