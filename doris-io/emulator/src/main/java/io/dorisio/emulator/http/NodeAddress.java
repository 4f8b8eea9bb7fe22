package io.dorisio.emulator.http;

/** Where a node listens. */
record NodeAddress(String host, int port) {
  static NodeAddress parse(String address) {
    int colon = address.lastIndexOf(':');
    return new NodeAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }
}
