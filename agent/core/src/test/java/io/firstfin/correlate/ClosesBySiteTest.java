package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.ClosingShare;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosesBySiteTest {
  private static final int REDIS = 1;
  private static final int KAFKA = 2;

  private final CallSites callSites = new CallSites(new FrameKinds(List.of()));
  private final ClosesBySite closes = new ClosesBySite();

  @Test
  void theHeaviestComeFirstAndNoMoreThanAskedFor() {
    add(REDIS, site("Cart"), 2);
    add(REDIS, site("Order"), 3);
    add(REDIS, site("Search"), 1);

    assertEquals(List.of(3, 2), counts(REDIS, 2));
  }

  @Test
  void destinationsAndPortsAreDistinguished() {
    Remotes remotes = new Remotes();
    ConnectionTally client = remotes.intern(Role.CLIENT, 0, 1, 443, 0);
    ConnectionTally server =
        new ListeningPorts(closes, callSites, 9, new IdleRaces()).intern(client.index, 0);
    add(ClosesBySite.subject(client), 1, 2);
    add(ClosesBySite.subject(server), 1, 3);

    assertEquals(List.of(2), counts(client, 9));
    assertEquals(List.of(3), counts(server, 9));
  }

  @Test
  void whatIsTakenBackIsNotCounted() {
    add(REDIS, 1, 2);
    closes.remove(REDIS, 1, Initiator.REMOTE, How.RST);
    closes.remove(REDIS, 2, Initiator.REMOTE, How.RST);

    assertEquals(List.of(1), counts(REDIS, 9));
    assertTrue(counts(KAFKA, 9).isEmpty());
  }

  @Test
  void ofTooManyKindsTheRareOnesAreLetGo() {
    add(REDIS, 1, 100);
    for (int subject = KAFKA; subject < KAFKA + ClosesBySite.LARGEST; subject++) {
      add(subject, 1, 1);
    }

    assertEquals(List.of(50), counts(REDIS, 9));
    assertTrue(counts(KAFKA, 9).isEmpty());
  }

  @Test
  void onlyTheDestinationsThatAreKeptStay() {
    Remotes remotes = new Remotes();
    ConnectionTally kept = remotes.intern(Role.CLIENT, 0, 1, 443, 0);
    add(kept.index, 1, 1);
    add(kept.index + 1, 1, 1);

    closes.retain(List.of(kept));

    assertEquals(List.of(1), counts(kept.index, 9));
    assertTrue(counts(kept.index + 1, 9).isEmpty());
  }

  private int site(String className) {
    StackTraceElement frame =
        new StackTraceElement("com.acme.shop." + className, "call", className + ".java", 7);
    return callSites.intern(className.hashCode(), className.hashCode(), List.of(frame), 0);
  }

  private void add(int subject, int site, int times) {
    for (int i = 0; i < times; i++) {
      closes.add(subject, site, Initiator.REMOTE, How.RST);
    }
  }

  private List<Integer> counts(int subject, int most) {
    return counts(new ConnectionTally(subject, Role.CLIENT, 0, 0, 0, 0), most);
  }

  private List<Integer> counts(ConnectionTally tally, int most) {
    Map<Integer, List<ClosingShare>> shares = closes.of(List.of(tally), callSites, most);
    List<Integer> counts = new ArrayList<>();
    for (ClosingShare share : shares.getOrDefault(ClosesBySite.subject(tally), List.of())) {
      counts.add(share.closes);
    }
    return counts;
  }
}
