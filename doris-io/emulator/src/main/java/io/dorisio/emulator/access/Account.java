package io.dorisio.emulator.access;

import io.dorisio.emulator.error.DorisException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The one user of the stand-in, with all privileges. */
public record Account(String user, String password) {

  /**
   * Lets only the one user pass.
   *
   * @param address where the client is
   * @throws DorisException worded as newer frontends do; how the user is shown is UNVERIFIED
   *     (doris-protocol 1.5)
   */
  public void check(Credentials credentials, String address) throws DorisException {
    boolean known =
        (credentials.user().equals(user) || credentials.plainUser().equals(user))
            && MessageDigest.isEqual(
                credentials.password().getBytes(StandardCharsets.UTF_8),
                password.getBytes(StandardCharsets.UTF_8));
    if (!known) {
      throw DorisException.analysis(
          "Access denied for user '"
              + credentials.plainUser()
              + "@"
              + address
              + "' (using password: "
              + (credentials.password().isEmpty() ? "NO" : "YES")
              + ")");
    }
  }

  @Override
  public String toString() {
    return user;
  }
}
