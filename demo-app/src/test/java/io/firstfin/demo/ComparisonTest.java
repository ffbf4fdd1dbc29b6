package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.demo.AgentReport.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Finding FIRST = new Finding("pool-churn", "warning");
  private static final Finding SECOND = new Finding("idle-close", "info");

  @Test
  void expectedFindingAndQuietCureAreAsExpected() {
    assertTrue(row("pool-churn", outcome(FIRST), outcome()).asExpected());
  }

  @Test
  void infoOfTheCureIsQuiet() {
    assertTrue(row("pool-churn", outcome(FIRST), outcome(SECOND)).asExpected());
  }

  @Test
  void warningOfTheCureIsNamed() {
    assertEquals(
        "cured: pool-churn (warning)", row("pool-churn", outcome(FIRST), outcome(FIRST)).why());
  }

  @Test
  void missingFindingsAreNamed() {
    assertEquals(
        "broken: no request-cap and stale-reuse",
        row("request-cap,pool-churn,stale-reuse", outcome(FIRST), outcome()).why());
  }

  @Test
  void expectedFindingMustBeTheFirst() {
    assertEquals(
        "broken: first is pool-churn, not idle-close",
        row("idle-close", outcome(FIRST, SECOND), outcome()).why());
  }

  @Test
  void whereNothingIsExpectedAWarningIsNot() {
    assertTrue(row("", outcome(SECOND), outcome()).asExpected());
    assertFalse(row("", outcome(FIRST), outcome()).asExpected());
  }

  @Test
  void aPossibleWarningMayComeOrNot() {
    assertTrue(row("pool-churn?", outcome(FIRST), outcome()).asExpected());
    assertTrue(row("pool-churn?", outcome(), outcome()).asExpected());
    assertFalse(row("request-cap?", outcome(FIRST), outcome()).asExpected());
  }

  @Test
  void formThatCouldNotBeShownIsNotAsExpected() {
    assertEquals(
        "cured: exit status 1",
        row("pool-churn", outcome(FIRST), Outcome.failed("exit status 1")).why());
  }

  @Test
  void tableHasBothFormsSideBySide() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ComparisonTable.print(
        new Console(new PrintStream(bytes, true), false),
        List.of(row("pool-churn", outcome(FIRST, SECOND), outcome())));
    assertEquals(
        """
          scenario  expected    FirstFIN said                    of the cured  TIME_WAIT       CLOSE_WAIT  as expected
          a         pool-churn  pool-churn (warning) and 1 more  nothing       1,234 -> 1,234  5 -> 5      yes
        """,
        bytes.toString());
  }

  @Test
  void lineOfTheListIsReadByItsColumns() {
    assertEquals(
        new Listing(
            "a", "namespace", "interval=1s", List.of("b", "c"), List.of("d"), "What it shows"),
        Listing.parse("a|namespace|interval=1s|b,c,d?|What it shows"));
  }

  @Test
  void theHourIsLeftOutOfAll() {
    assertFalse(Listing.parse("a|an-hour|interval=1s|b|line").ends());
    assertTrue(Listing.parse("a||interval=1s|b|line").ends());
  }

  private static Comparison row(String expected, Outcome broken, Outcome cured) {
    return new Comparison(Listing.parse("a||interval=1s|" + expected + "|line"), broken, cured);
  }

  private static Outcome outcome(Finding... findings) {
    return Outcome.of(new AgentReport(List.of(findings)), new SocketCounts(1234, 5, "ss"));
  }
}
