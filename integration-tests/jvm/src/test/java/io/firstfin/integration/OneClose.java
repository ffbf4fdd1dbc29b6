package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What a report says about the program OneConnection when the whole agent works. */
final class OneClose {
  private OneClose() {}

  static void assertSeen(Report report) {
    Closes expected = new Closes();
    expected.add("client local fin", 1);
    expected.add("server remote fin", 1);
    assertEquals(expected, report.closes(), report::toString);
    assertEquals("on", report.capability("jna"), report::toString);
    assertEquals(0, report.errors(), report::toString);
  }
}
