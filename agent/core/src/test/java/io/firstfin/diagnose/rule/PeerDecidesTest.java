package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.DestinationBuilder;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client's finding where the server closes most connections by itself. */
class PeerDecidesTest {
  @Test
  void theServerIsNamedAndNotTheClientsCode() {
    Finding finding = find(6000, 90_000, 2);

    assertEquals("close-per-request", finding.id);
    assertTrue(
        finding.cause.contains("it closed 90,000 of these 96,000 connections first"),
        finding.cause);
    assertFalse(finding.cause.contains("per call"), finding.cause);
    assertFalse(
        String.join(" ", finding.details).contains("kept and used again"),
        finding.details.toString());
    assertTrue(finding.remedy.get(0).contains("500"), finding.remedy.toString());
    assertTrue(
        finding.notRemedy.contains("a pool, or a larger one: it cannot keep what the server ends"));
  }

  @ParameterizedTest
  @CsvSource({
    // Closed first by this JVM, by the server, and how long after the last data the server did so.
    "6000, 6000, 2",
    "6000, 90000, 1000",
    "6000, 90000, -1",
  })
  void whereTheServerClosesLessOrLaterTheClientDecides(long local, long remote, long idleMillis) {
    assertEquals("one connection per call", find(local, remote, idleMillis).cause);
  }

  private static Finding find(long local, long remote, long idleMillis) {
    DestinationBuilder destination =
        client("10.0.0.5:8080")
            .timeWait(6000, 6000)
            .connections(1, 3)
            .inUse(3)
            .rate(100)
            .closes(Initiator.LOCAL, local)
            .closes(Initiator.REMOTE, remote)
            .ended(
                Initiator.REMOTE,
                Spread.UNKNOWN,
                idleMillis < 0 ? Spread.UNKNOWN : same(900, idleMillis),
                Spread.UNKNOWN);
    return RuleCases.only(new PictureBuilder().timeWait(6000, 6000).with(destination).build());
  }
}
