package io.dorisio.pipelines.demo;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Sends generated events to Kafka at a steady rate and keeps account of them. */
final class EventProducer implements Callable<EventTruth> {
  private static final long PAUSE_NANOS = 1_000_000;

  private final String bootstrapServers;
  private final String topic;
  private final long events;
  private final int rate;
  private final CreationTimes created;
  private volatile long produced;

  EventProducer(
      String bootstrapServers, String topic, long events, int rate, CreationTimes created) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.events = events;
    this.rate = rate;
    this.created = created;
  }

  /** Returns when Kafka has acknowledged every event. */
  @Override
  public EventTruth call() {
    EventTruth truth = new EventTruth();
    UserEvents event = new UserEvents();
    try (TopicWriter kafka = new TopicWriter(bootstrapServers, topic)) {
      long start = System.nanoTime();
      long id = 0;
      while (id < events) {
        long due = Math.min(events, (long) ((System.nanoTime() - start) / 1e9 * rate));
        for (; id < due; id++) {
          long now = System.currentTimeMillis();
          created.created(id, now);
          truth.add(id, UserEvents.action(id), UserEvents.cents(id));
          kafka.send(event.write(id, now));
        }
        produced = id;
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return truth;
  }

  long produced() {
    return produced;
  }
}
