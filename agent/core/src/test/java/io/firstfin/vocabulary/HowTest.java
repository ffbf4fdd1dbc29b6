package io.firstfin.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HowTest {
  @ParameterizedTest
  @CsvSource({
    // how, which side was first, whose reset
    "FIN, LOCAL, NONE",
    "FIN, REMOTE, NONE",
    "FIN, SIMULTANEOUS, NONE",
    "RST, LOCAL, LOCAL",
    "RST, REMOTE, REMOTE",
    "RST, UNKNOWN,",
    "FIN_THEN_OUR_RST, REMOTE, LOCAL",
    "UNKNOWN, LOCAL,",
  })
  void aResetHasItsSide(How how, Initiator first, Reset reset) {
    assertEquals(reset, how.reset(first));
  }

  @ParameterizedTest
  @CsvSource({
    // the labels how and reset, and what they are
    "fin, none, FIN",
    "fin, local, FIN_THEN_OUR_RST",
    // of a report that was saved by an earlier version
    "fin, '', FIN",
    "rst, local, RST",
    "unknown, '', UNKNOWN",
    "later, local, UNKNOWN",
  })
  void theLabelsAreReadBack(String how, String reset, How expected) {
    assertEquals(expected, How.of(how, reset));
  }
}
