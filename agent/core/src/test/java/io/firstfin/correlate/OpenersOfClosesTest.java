package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.vocabulary.Role;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenersOfClosesTest {
  private final CallSites sites = new CallSites(new FrameKinds(List.of()));
  private final OpenersOfCloses openers = new OpenersOfCloses(sites);
  private final int loop = site("io.netty.channel.Channel", 1);
  private final int application = site("com.acme.Shop", 2);
  private final Close close = new Close();

  @BeforeEach
  void aClientsClose() {
    close.role = Role.CLIENT;
    close.ageNanos = 1;
  }

  @Test
  void anOpeningThatWasNotReadCountsForTheOpenerOfTheLastCloseOfItsKind() {
    int accused = openers.accused(facts(loop, application), close);

    assertNotEquals(loop, accused);
    assertEquals("com.acme.Shop.x(X.java:1)", sites.get(accused).line);
    assertEquals(accused, openers.accused(facts(loop, CallSites.UNKNOWN), close));
  }

  @Test
  void aConnectionFromBeforeTheWatchHasNoOpener() {
    openers.accused(facts(loop, application), close);
    close.ageNanos = -1;

    assertEquals(loop, openers.accused(facts(loop, CallSites.UNKNOWN), close));
  }

  @Test
  void aCloseByTheApplicationKeepsItsLine() {
    assertEquals(application, openers.accused(facts(application, loop), close));
    assertEquals(CallSites.UNKNOWN, openers.accused(facts(CallSites.UNKNOWN, application), close));
  }

  private static long facts(int site, int openedAt) {
    return (long) site << 8 | (long) openedAt << 21;
  }

  private int site(String className, long fingerprint) {
    return sites.intern(
        fingerprint << 40,
        fingerprint << 40,
        List.of(new StackTraceElement(className, "x", "X.java", 1)),
        0);
  }
}
