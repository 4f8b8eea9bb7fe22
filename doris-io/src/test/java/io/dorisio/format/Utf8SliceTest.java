package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8SliceTest {
  private static final byte[] ARRAY = "x日本é😀\0y".getBytes(StandardCharsets.UTF_8);

  @Test
  void sliceIsWhatItsPartOfTheArrayHolds() {
    Utf8Slice slice = Utf8Slice.of(ARRAY, 7, 6);

    assertEquals(6, slice.length());
    assertEquals("é😀", slice.toString());
    assertArrayEquals("é😀".getBytes(StandardCharsets.UTF_8), slice.toByteArray());
    assertEquals("x日本é😀\0y", Utf8Slice.of(ARRAY).toString());
  }

  @Test
  void slicesOfTheSameBytesAreEqualWhereverTheyLie() {
    Utf8Slice slice = Utf8Slice.of(ARRAY, 7, 6);
    Utf8Slice same = Utf8Slice.of("é😀".getBytes(StandardCharsets.UTF_8));

    assertEquals(same, slice);
    assertEquals(same.hashCode(), slice.hashCode());
    assertNotEquals(Utf8Slice.of(ARRAY, 7, 5), slice);
    assertNotEquals(Utf8Slice.of(ARRAY, 1, 6), slice);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, -1", "0, 16", "15, 1", "2147483647, 1"})
  void whatAnArrayDoesNotHaveIsRefused(int from, int length) {
    assertThrows(IndexOutOfBoundsException.class, () -> Utf8Slice.of(ARRAY, from, length));
  }

  @Test
  void coderKeepsTheBytesAndNothingOfTheRest() throws Exception {
    for (Utf8Slice slice :
        List.of(Utf8Slice.of(ARRAY), Utf8Slice.of(ARRAY, 7, 6), Utf8Slice.of(ARRAY, 3, 0))) {
      CoderProperties.coderDecodeEncodeEqual(Utf8SliceCoder.of(), slice);
      assertArrayEquals(
          CoderUtils.encodeToByteArray(
              ListCoder.of(ByteArrayCoder.of()), List.of(slice.toByteArray(), new byte[] {1})),
          CoderUtils.encodeToByteArray(
              ListCoder.of(Utf8SliceCoder.of()), List.of(slice, Utf8Slice.of(new byte[] {1}))));
    }
  }

  @Test
  void coderKnowsTheSize() throws Exception {
    Utf8Slice slice = Utf8Slice.of(new byte[300], 10, 200);

    assertEquals(
        CoderUtils.encodeToByteArray(Utf8SliceCoder.of(), slice).length,
        Utf8SliceCoder.of().getEncodedElementByteSize(slice));
  }
}
