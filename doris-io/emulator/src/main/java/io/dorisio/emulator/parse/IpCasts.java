package io.dorisio.emulator.parse;

import io.dorisio.emulator.parse.ColumnCast.Result;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Casts to IPV4 and IPV6; kept as the text that a query shows. */
final class IpCasts {
  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final int GROUPS = 8;

  private IpCasts() {}

  static Result toIpv4(byte[] bytes, int from, int to, RowValues row, int column) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
    if (!V4.matcher(text).matches()) {
      return Result.NOT_CONVERTIBLE;
    }
    StringBuilder shown = new StringBuilder();
    for (String part : text.split("\\.", -1)) {
      int number = Integer.parseInt(part);
      if (number > 255) {
        return Result.NOT_CONVERTIBLE;
      }
      shown.append(shown.isEmpty() ? "" : ".").append(number);
    }
    row.bytes[column] = shown.toString().getBytes(StandardCharsets.US_ASCII);
    return Result.OK;
  }

  static Result toIpv6(byte[] bytes, int from, int to, RowValues row, int column) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
    if (!V6.matcher(text).matches()) {
      return Result.NOT_CONVERTIBLE;
    }
    try {
      // A literal: nothing is looked up.
      byte[] address = InetAddress.getByName("[" + text + "]").getAddress();
      String shown = address.length == 4 ? "::ffff:" + dotted(address) : compressed(address);
      row.bytes[column] = shown.getBytes(StandardCharsets.US_ASCII);
      return Result.OK;
    } catch (UnknownHostException e) {
      return Result.NOT_CONVERTIBLE;
    }
  }

  private static String dotted(byte[] address) {
    return (address[0] & 0xFF)
        + "."
        + (address[1] & 0xFF)
        + "."
        + (address[2] & 0xFF)
        + "."
        + (address[3] & 0xFF);
  }

  /** The longest run of zero groups goes, as RFC 5952 has it. */
  private static String compressed(byte[] address) {
    int[] groups = new int[GROUPS];
    int bestStart = -1;
    int bestLength = 1;
    int run = 0;
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (address[2 * i] & 0xFF) << 8 | (address[2 * i + 1] & 0xFF);
      run = groups[i] == 0 ? run + 1 : 0;
      if (run > bestLength) {
        bestLength = run;
        bestStart = i - run + 1;
      }
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == bestStart) {
        shown.append("::");
        i += bestLength - 1;
      } else {
        boolean afterGroup = !shown.isEmpty() && shown.charAt(shown.length() - 1) != ':';
        shown.append(afterGroup ? ":" : "").append(Integer.toHexString(groups[i]));
      }
    }
    return shown.toString();
  }
}
