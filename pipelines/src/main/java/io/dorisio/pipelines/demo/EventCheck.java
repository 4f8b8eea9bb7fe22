package io.dorisio.pipelines.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares the table of events with what the producer knows it sent. */
final class EventCheck {
  private final DorisSql doris;
  private final String table;
  private final EventTruth truth;

  EventCheck(DorisSql doris, String table, EventTruth truth) {
    this.doris = doris;
    this.table = table;
    this.truth = truth;
  }

  /**
   * @param missing events that were sent and cannot be found
   * @param duplicated rows beyond the first of each event
   * @param differences all that is not as it should be
   */
  record Result(long missing, long duplicated, List<String> differences) {}

  Result run() throws IOException, InterruptedException {
    List<String> row =
        doris.query("SELECT count(*), count(DISTINCT event_id) FROM " + table).get(0);
    long rows = Long.parseLong(row.get(0));
    long distinct = Long.parseLong(row.get(1));
    List<String> differences = new ArrayList<>(all().check(doris));
    for (int action = 0; action < UserEvents.ACTIONS.size(); action++) {
      differences.addAll(ofAction(action).check(doris));
    }
    return new Result(truth.count() - distinct, rows - distinct, differences);
  }

  private Expectation all() {
    return new Expectation(
        table,
        List.of(
            "count(*)",
            "count(DISTINCT event_id)",
            "min(event_id)",
            "max(event_id)",
            "sum(event_id)",
            "sum(amount)"),
        List.of(
            Long.toString(truth.count()),
            Long.toString(truth.count()),
            Long.toString(truth.minId()),
            Long.toString(truth.maxId()),
            Long.toString(truth.sumOfIds()),
            money(truth.cents())),
        "");
  }

  private Expectation ofAction(int action) {
    boolean none = truth.count(action) == 0;
    return new Expectation(
        table,
        List.of("count(*)", "sum(amount)"),
        // The sum over no rows is null; a list that may hold null.
        Arrays.asList(Long.toString(truth.count(action)), none ? null : money(truth.cents(action))),
        "action = '" + UserEvents.ACTIONS.get(action) + "'");
  }

  private static String money(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
