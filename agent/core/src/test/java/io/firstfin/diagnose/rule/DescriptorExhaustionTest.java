package io.firstfin.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.RuleCases;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class DescriptorExhaustionTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "four fifths of the limit",
            picture().descriptors(800, 1000),
            "warning descriptor-exhaustion process"),
        row("just below", picture().descriptors(799, 1000)),
        row("an unknown limit", picture().descriptors(800, -1)),
        row("an unknown number", picture().descriptors(-1, 1000)));
  }

  @Test
  void namesTheLineThatOpenedTheSockets() {
    Finding finding = only(picture().descriptors(900, 1000).held(850, 840).build());

    assertEquals(
        "900 descriptors open, 90 % of the 1,000 that this process may have; beyond it every"
            + " connect, accept and open fails because of too many open files.",
        finding.summary);
    assertEquals("850 TCP sockets take 94 % of them.", finding.details.get(0));
    assertEquals("99 %  com.acme.Net.go(Net.java:9)", finding.details.get(2));
  }

  @Test
  void saysThatTheyAreNoSockets() {
    Finding finding = only(picture().descriptors(900, 1000).held(50, 50).build());

    assertTrue(finding.cause.contains("no TCP sockets"), finding.cause);
  }
}
