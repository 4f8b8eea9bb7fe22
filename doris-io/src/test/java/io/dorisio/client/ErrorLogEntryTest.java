package io.dorisio.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The form is that of Doris's {@code runtime_state.cpp}. */
class ErrorLogEntryTest {

  @Test
  void eachLineIsARowAndItsReason() {
    assertEquals(
        List.of(
            new ErrorLogEntry("column(a) value is incorrect, src value is x", "1 x"),
            new ErrorLogEntry("too long ", "")),
        ErrorLogEntry.parse(
            """
            Reason: column(a) value is incorrect, src value is x. src line [1 x];\s
            Reason: too long . src line [];\s
            """));
  }

  @Test
  void whatIsNoRowIsPassedOver() {
    assertEquals(
        List.of(new ErrorLogEntry("a", "b")),
        ErrorLogEntry.parse(
            """
            Reason: a. src line [b];\s

            TOO MUCH ERROR! already reach 50. show no more next error.
            Summary: 60 rows
            """));
  }

  @Test
  void theRowIsKeptWholeWhereItLooksLikeTheEndOfOne() {
    assertEquals(
        List.of(new ErrorLogEntry("a", "b. src line [c]; d")),
        ErrorLogEntry.parse("Reason: a. src line [b. src line [c]; d]; \n"));
  }

  @Test
  void aLogInAnyOtherFormSaysNothing() {
    for (String log :
        List.of(
            "",
            "<html>not found</html>",
            "Reason: a. src line [b]; \nReason: cut off. src line [1 2 3",
            "Reason: a. src line [with a\nline break]; \n",
            "Reason: much. src line [lots]; error log is too long\n")) {
      assertEquals(List.of(), ErrorLogEntry.parse(log), log);
    }
  }

  @Test
  void aRowThatIsNotShownIsNotNamed() {
    assertTrue(new ErrorLogEntry("a", "1 x").namesRow());
    assertFalse(new ErrorLogEntry("a", "").namesRow());
    // What the server shows of CSV that is not UTF-8.
    assertFalse(new ErrorLogEntry("a", "Unable to display").namesRow());
  }
}
