package io.dorisio.schema;

/** How long bytes are in base64 with padding (RFC 4648). */
final class Base64Length {

  private Base64Length() {}

  static long of(int bytes) {
    return (bytes + 2L) / 3 * 4;
  }
}
