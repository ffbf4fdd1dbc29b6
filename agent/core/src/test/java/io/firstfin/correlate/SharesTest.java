package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.SiteShare;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final String HELPER = "com.acme.shop.Http.get(Http.java:42)";
  private static final String OTHER = "com.acme.shop.Health.ping(Health.java:17)";

  @Test
  void aLineThatManyStacksLeadToHasOneShareWhateverIsKept() {
    List<SiteShare> stacks = new ArrayList<>();
    stacks.add(new SiteShare("ffff", OTHER, "", "", 40));
    for (int i = 0; i < 60; i++) {
      stacks.add(new SiteShare("00" + i, HELPER, "", "", 30));
    }

    List<SiteShare> lines = Shares.ofTimeWait(stacks, 20);

    assertEquals(List.of(HELPER, OTHER), lines.stream().map(share -> share.line).toList());
    assertEquals(List.of(1800, 40), lines.stream().map(share -> share.timeWait).toList());
  }

  @Test
  void theSiteOfALineIsItsHeaviestStack() {
    List<SiteShare> lines =
        Shares.ofTimeWait(
            List.of(
                new SiteShare("light", HELPER, "", "", 1),
                new SiteShare("heavy", HELPER, "", "", 9)),
            20);

    assertEquals("heavy", lines.get(0).site);
  }

  @Test
  void linesBeyondTheMostAreCutTheLightestFirst() {
    List<SiteShare> lines =
        Shares.ofTimeWait(
            List.of(new SiteShare("a", HELPER, "", "", 1), new SiteShare("b", OTHER, "", "", 2)),
            1);

    assertEquals(List.of(OTHER), lines.stream().map(share -> share.line).toList());
  }

  @Test
  void aLineHasAShareForEachWayOfClosing() {
    List<ClosingShare> lines =
        Shares.ofCloses(
            List.of(
                closes(Initiator.REMOTE, 3),
                closes(Initiator.LOCAL, 2),
                closes(Initiator.REMOTE, 4)),
            8);

    assertEquals(List.of(7, 2), lines.stream().map(share -> share.closes).toList());
  }

  private static ClosingShare closes(Initiator initiator, int closes) {
    return new ClosingShare("a", initiator, How.FIN, HELPER, "", closes);
  }
}
