package io.firstfin.diagnose.evidence;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.firstfin.diagnose.DestinationBuilder;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines and remedies are those of one destination. */
class ClosingSitesTest {
  private static final String REDIS = "10.0.0.5:6379";

  @ParameterizedTest
  @EnumSource(names = {"STALE_REUSE", "SILENT_MIDDLEBOX", "REQUEST_CAP"})
  void adviceIsForTheClientsOfItsDestinationOnly(FindingId id) {
    DestinationBuilder destination = client(REDIS);
    switch (id) {
      case STALE_REUSE:
        destination.failedAfterFin(40, 1984);
        break;
      case SILENT_MIDDLEBOX:
        destination.failedSilently(9, 9, 352_256);
        break;
      default:
        destination.ended(Initiator.REMOTE, same(900, 100), same(900, 0), Spread.UNKNOWN);
    }

    Finding finding = RuleCases.only(amongOthers(destination).build());

    assertEquals(id.label(), finding.id);
    String text = String.join("\n", finding.details) + String.join("\n", finding.remedy);
    assertFalse(text.contains("afka") || text.contains("ikari"), text);
  }

  @Test
  void theLinesOfAStaleReuseAreThoseOfItsDestination() {
    Finding finding = RuleCases.only(amongOthers(client(REDIS).failedAfterFin(40, 1984)).build());

    assertEquals(
        List.of(
            "Where connections are closed that a peer ended first:",
            "100 %  com.acme.Web.get(Web.java:5)"),
        finding.details);
  }

  /** Two other clients in the JVM close more, and are not included. */
  private static PictureBuilder amongOthers(DestinationBuilder destination) {
    return new PictureBuilder()
        .with(
            destination
                .closed(Initiator.REMOTE, "n", "com.acme.Web.get(Web.java:5)", 160)
                .closed(Initiator.LOCAL, "n", "com.acme.Web.stop(Web.java:9)", 3))
        .site("n", Role.CLIENT, 0, "reactor.netty.channel.ChannelOperations.x(C.java:1)")
        .site("k", Role.CLIENT, 500, "org.apache.kafka.common.network.Selector.close(S.java:1)")
        .site("h", Role.CLIENT, 500, "com.zaxxer.hikari.pool.PoolBase.close(P.java:1)");
  }
}
