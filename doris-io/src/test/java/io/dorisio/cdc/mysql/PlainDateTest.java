package io.dorisio.cdc.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDateTest {

  @ParameterizedTest
  @ValueSource(strings = {"2024-01-31", "0000-01-01", "9999-12-31", "1900-02-28"})
  void aDayIsPlain(String text) {
    assertTrue(PlainDate.isDate(text));
    assertEquals(text, LocalDate.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-01",
        "0000-00-00",
        "2024-02-30",
        "2023-02-29",
        "2024-04-31",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "2024-1-01",
        "2024/01/01",
        "-024-01-01",
        "2024-01-01 ",
        "2024-01-0١",
        "20x4-01-01"
      })
  void whatIsNoDayIsNot(String text) {
    assertFalse(PlainDate.isDate(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-31 23:59:59",
        "2024-01-31 00:00:00.1",
        "0000-01-01 00:00:00.000001",
        "9999-12-31 23:59:59.999999"
      })
  void aDateAndTimeIsPlain(String text) {
    assertTrue(PlainDate.isDateTime(text));
    LocalDateTime.parse(text.replace(' ', 'T'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-31",
        "2024-01-31 24:00:00",
        "2024-01-31 23:60:00",
        "2024-01-31 23:59:60",
        "2024-01-31T23:59:59",
        "2024-01-31 23:59:59.",
        "2024-01-31 23:59:59.10",
        "2024-01-31 23:59:59.1234567",
        "2024-01-31 23:59:59,1",
        "2024-01-31 23:59:59.x",
        "2024-01-31 23:59:5",
        "2024-02-31 00:00:00",
        "2024-01-31 23:59:59Z"
      })
  void whatDorisWritesInAnotherWayIsNot(String text) {
    assertFalse(PlainDate.isDateTime(text));
  }

  @Test
  void everyPlainDayIsOneOfTheCalendar() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      String text =
          String.format(
              "%04d-%02d-%02d", random.nextInt(10_000), random.nextInt(14), random.nextInt(33));
      if (PlainDate.isDate(text)) {
        assertEquals(text, LocalDate.parse(text).toString());
      }
    }
  }
}
