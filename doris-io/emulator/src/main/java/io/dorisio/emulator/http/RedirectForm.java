package io.dorisio.emulator.http;

/**
 * How redirects look, which differs by version (doris-protocol 1.2).
 *
 * @param userInfo whether the Location carries the client's user and password
 * @param danglingQuestionMark whether it ends with {@code ?} where there is no query, as up to
 *     about 4.0
 * @param drainBytes of a body that comes unasked, how many are read before the connection is
 *     closed; 0, as up to about 4.0, reads none
 */
public record RedirectForm(boolean userInfo, boolean danglingQuestionMark, long drainBytes) {}
