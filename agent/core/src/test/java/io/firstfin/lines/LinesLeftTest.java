package io.firstfin.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.firstfin.library.Libraries;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.HeldSockets;
import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.picture.Totals;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinesLeftTest {
  private static final String LINE = "com.acme.Cache.get(Cache.java:42)";

  private final Picture.Builder picture = Picture.builder();

  @Test
  void aLineThatClosesFirstHasARowWithItsRemedy() {
    picture.sites(List.of(site(Initiator.LOCAL, How.FIN, 5).build()));

    assertEquals(
        Map.of(
            "kind",
            "CLOSED_FIRST",
            "id",
            "CLOSED_FIRST CLIENT a1",
            "count",
            5L,
            "line",
            LINE,
            "via",
            "",
            "closedBy",
            "",
            "frames",
            List.of(LINE),
            "remedy",
            List.of("share one pooled client and use its connections again")),
        rows().get(0));
  }

  @Test
  void closesOfOneStackThatBothLeaveTimeWaitAreOneRow() {
    picture.sites(
        List.of(
            site(Initiator.LOCAL, How.FIN, 5).build(),
            site(Initiator.SIMULTANEOUS, How.FIN, 2).build()));

    assertEquals(List.of(7L), rows().stream().map(row -> row.get("count")).toList());
  }

  @Test
  void closesThatLeaveNoTimeWaitHaveNoRow() {
    picture.sites(
        List.of(
            site(Initiator.REMOTE, How.FIN, 5).build(), site(Initiator.LOCAL, How.RST, 5).build()));

    assertEquals(List.of(), rows());
  }

  @Test
  void openConnectionsOfAClientHaveARowAndListenersHaveNone() {
    picture.heldSockets(
        new HeldSockets(
            3,
            2,
            List.of(
                new OpenerCount(Role.CLIENT, LINE, "java.net.Socket.connect", List.of(LINE), 2),
                new OpenerCount(Role.SERVER, "com.acme.Web.start(Web.java:1)", "", List.of(), 1))));

    assertEquals(List.of("OPEN"), rows().stream().map(row -> row.get("kind")).toList());
    assertEquals(2L, lines().get("open"));
  }

  @Test
  void acceptedConnectionsWhoseClientsHaveClosedHaveARow() {
    picture.closeWait(
        List.of(
            CloseWaitGroup.builder().role(Role.SERVER).listeningPort(80).count(3).build(),
            CloseWaitGroup.builder().role(Role.CLIENT).count(4).line(LINE).build()));

    assertEquals(List.of(3L), rows().stream().map(row -> row.get("count")).toList());
    assertEquals("NOT_CLOSED", rows().get(0).get("kind"));
    assertEquals(80L, rows().get(0).get("port"));
  }

  @Test
  void whatTheGarbageCollectorClosedHasARowWithTheStackOfTheOpening() {
    picture.sites(
        List.of(
            site(Initiator.REMOTE, How.FIN, 1)
                .closedBy(Libraries.GARBAGE_COLLECTOR)
                .openerFrames(List.of("com.acme.Opener.open(Opener.java:7)"))
                .build()));

    assertEquals("FORGOTTEN", rows().get(0).get("kind"));
    assertEquals(List.of("com.acme.Opener.open(Opener.java:7)"), rows().get(0).get("frames"));
  }

  @Test
  void theSumsDoNotDependOnLines() {
    picture
        .totals(Totals.builder().opened(Map.of(Role.CLIENT, 9L, Role.SERVER, 8L)).build())
        .closes(
            List.of(
                new CloseCount(Role.CLIENT, Initiator.LOCAL, How.FIN, 4),
                new CloseCount(Role.SERVER, Initiator.REMOTE, How.FIN, 3)));

    Map<String, Object> lines = lines();

    assertEquals(9L, lines.get("opened"));
    assertEquals(8L, lines.get("accepted"));
    assertEquals(7L, lines.get("closed"));
    assertEquals(4L, lines.get("closedFirst"));
    assertFalse(lines.containsKey("open"), "not known without a census");
  }

  private static Site.Builder site(Initiator initiator, How how, long closes) {
    return Site.builder()
        .id("a1")
        .role(Role.CLIENT)
        .initiator(initiator)
        .how(how)
        .closes(closes)
        .line(LINE)
        .frames(List.of(LINE));
  }

  private Map<String, Object> lines() {
    return LinesLeft.of(picture.build(), Libraries.builtIn());
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> rows() {
    return (List<Map<String, Object>>) lines().get("rows");
  }
}
