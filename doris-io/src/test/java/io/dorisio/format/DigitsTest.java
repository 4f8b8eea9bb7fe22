package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DigitsTest {

  private static final int GUARD = 3;

  /** Those about each power of ten and of two, where the count of digits changes. */
  static LongStream numbers() {
    LongStream powers =
        LongStream.concat(
            LongStream.iterate(1, power -> power * 10).limit(19),
            LongStream.iterate(1, power -> power * 2).limit(63));
    return LongStream.concat(
        powers.flatMap(p -> LongStream.of(p - 1, p, p + 1, 1 - p, -p, -p - 1)),
        LongStream.of(Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aNumberHasTheDigitsOfJava(long number) {
    byte[] to = new byte[GUARD + Digits.MAX_BYTES];

    int end = Digits.write(to, GUARD, number);

    assertEquals(Long.toString(number), text(to, end));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aPointStandsWhereTheScaleSaysIt(long number) {
    long digits = number % 1_000_000_000_000_000_000L;
    for (int scale = 0; scale <= 18; scale++) {
      byte[] to = new byte[GUARD + Digits.MAX_BYTES + 2];

      int end = Digits.writeDecimal(to, GUARD, digits, scale);

      assertEquals(BigDecimal.valueOf(digits, scale).toPlainString(), text(to, end));
    }
  }

  private static String text(byte[] written, int end) {
    return new String(written, GUARD, end - GUARD, StandardCharsets.US_ASCII);
  }
}
