package io.dorisio.pipelines.demo;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When events were created, by chunks of consecutive ids. The time of a chunk is that of its first
 * event, so an age computed from it is an upper bound.
 */
final class CreationTimes {
  private static final int MAX_CHUNKS = 8_000;

  private final int chunkSize;
  private final long events;
  private final AtomicLongArray firstCreated;

  /**
   * @param rate events a second; a chunk is a twentieth of it, so that it is 50 ms wide
   */
  CreationTimes(long events, int rate) {
    this.events = events;
    this.chunkSize =
        Math.toIntExact(Math.max(Math.max(1, rate / 20), (events + MAX_CHUNKS - 1) / MAX_CHUNKS));
    this.firstCreated = new AtomicLongArray(Math.toIntExact((events + chunkSize - 1) / chunkSize));
  }

  /** To be called for ids in rising order. */
  void created(long id, long millis) {
    if (id % chunkSize == 0) {
      firstCreated.set((int) (id / chunkSize), millis);
    }
  }

  int chunkSize() {
    return chunkSize;
  }

  int chunks() {
    return firstCreated.length();
  }

  long firstCreated(int chunk) {
    return firstCreated.get(chunk);
  }

  /** How many events a chunk has in the end. */
  long sizeOf(int chunk) {
    return Math.min(chunkSize, events - (long) chunk * chunkSize);
  }
}
