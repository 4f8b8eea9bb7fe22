package io.dorisio.pipelines.demo;

import java.util.Arrays;

/** What the producer sent, summed up as it sent it; the pipeline has no part in it. */
final class EventTruth {
  private final long[] countByAction = new long[UserEvents.ACTIONS.size()];
  private final long[] centsByAction = new long[UserEvents.ACTIONS.size()];
  private long minId = Long.MAX_VALUE;
  private long maxId = Long.MIN_VALUE;
  private long sumOfIds;

  void add(long id, int action, long cents) {
    countByAction[action]++;
    centsByAction[action] += cents;
    minId = Math.min(minId, id);
    maxId = Math.max(maxId, id);
    sumOfIds += id;
  }

  long count() {
    return Arrays.stream(countByAction).sum();
  }

  long cents() {
    return Arrays.stream(centsByAction).sum();
  }

  long count(int action) {
    return countByAction[action];
  }

  long cents(int action) {
    return centsByAction[action];
  }

  long minId() {
    return minId;
  }

  long maxId() {
    return maxId;
  }

  long sumOfIds() {
    return sumOfIds;
  }
}
