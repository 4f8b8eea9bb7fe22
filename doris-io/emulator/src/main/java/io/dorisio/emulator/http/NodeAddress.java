package io.dorisio.emulator.http;

/** Where a node listens. */
public record NodeAddress(String host, int port) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
