package io.dorisio.emulator.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user name and password as a client sent them. */
public record Credentials(String user, String password) {
  private static final String SCHEME = "Basic ";

  /**
   * Reads an Authorization header; the first colon ends the name (doris-protocol 1.5).
   *
   * @return null where the header is missing or no Basic one
   */
  public static Credentials parse(String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String text = new String(decoded, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? null
          : new Credentials(text.substring(0, colon), text.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The user's name without the cluster that old clients append. */
  String plainUser() {
    int at = user.indexOf('@');
    return at < 0 ? user : user.substring(0, at);
  }

  @Override
  public String toString() {
    return user;
  }
}
