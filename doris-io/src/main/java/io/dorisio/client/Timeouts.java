package io.dorisio.client;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long each remote step may take. Every wait of the client ends at one of these.
 *
 * @param connect to open a TCP connection to a node; 10 seconds by default
 * @param request for a short request and its answer (redirect, abort, state of a label); 30 seconds
 * @param open from asking for a load until the backend takes its body; 60 seconds
 * @param write that a load may stand still because the backend reads nothing; 5 minutes
 * @param finish from the end of the bodies of a bundle until every load of it is pre-committed; 5
 *     minutes
 * @param repair for a load that broke, from then until it is on its way again, with all its
 *     attempts; 2 minutes
 * @param commit for a transaction's commit, with all its retries; 2 minutes
 */
public record Timeouts(
    Duration connect,
    Duration request,
    Duration open,
    Duration write,
    Duration finish,
    Duration repair,
    Duration commit)
    implements Serializable {

  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(2));

  public Timeouts {
    checkPositive("connect", connect);
    checkPositive("request", request);
    checkPositive("open", open);
    checkPositive("write", write);
    checkPositive("finish", finish);
    checkPositive("repair", repair);
    checkPositive("commit", commit);
  }

  public Timeouts withConnect(Duration value) {
    return new Timeouts(value, request, open, write, finish, repair, commit);
  }

  public Timeouts withRequest(Duration value) {
    return new Timeouts(connect, value, open, write, finish, repair, commit);
  }

  public Timeouts withOpen(Duration value) {
    return new Timeouts(connect, request, value, write, finish, repair, commit);
  }

  public Timeouts withWrite(Duration value) {
    return new Timeouts(connect, request, open, value, finish, repair, commit);
  }

  public Timeouts withFinish(Duration value) {
    return new Timeouts(connect, request, open, write, value, repair, commit);
  }

  public Timeouts withRepair(Duration value) {
    return new Timeouts(connect, request, open, write, finish, value, commit);
  }

  public Timeouts withCommit(Duration value) {
    return new Timeouts(connect, request, open, write, finish, repair, value);
  }

  private static void checkPositive(String name, Duration value) {
    if (value.isZero() || value.isNegative() || value.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "The " + name + " timeout must be between 1 ms and 24 days, not " + value);
    }
  }
}
