package io.dorisio.benchmarks;

/** Who writes. */
enum Side {
  DORIS_IO("DorisIO on the Flink runner"),
  CONNECTOR("flink-doris-connector"),
  /** The bytes that DorisIO sends, sent by curl: what the receiver and the loopback grant. */
  CURL("curl");

  private final String title;

  Side(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
