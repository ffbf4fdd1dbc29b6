package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.SettledClose;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener is shown of a close. */
class SettledClosesTest extends FactTest {
  private final List<SettledClose> shown = new ArrayList<>();

  @Test
  void aCloseIsShownWithWhatItsRecordHas() {
    long before = System.currentTimeMillis();
    records
        .site(site)
        .lived(2, Duration.ofMillis(7).toNanos())
        .close(1, 40_001, "redis.shop/" + REDIS, 6379);

    SettledClose close = onlyShown();
    assertTrue(close.timeMillis >= before - 1 && close.timeMillis <= before + 60_000);
    assertEquals(Role.CLIENT, close.role);
    assertEquals(Initiator.LOCAL, close.initiator);
    assertEquals(How.FIN, close.how);
    assertEquals(REDIS + ":6379", close.remote());
    assertEquals("redis.shop", close.name);
    assertEquals(40_001, close.localPort);
    assertEquals(7, close.ageMillis);
    assertEquals(2, close.exchanges);
    assertEquals(-1, close.bytes);
    assertEquals("com.acme.CacheClient.close(Source.java:1)", close.line);
  }

  @Test
  void theVerdictThatIsShownIsTheFinalOne() {
    useSockets(new FakeSockets().with(1, TcpState.LAST_ACK));
    new Records(ring).opinion(1, 40_001, REDIS, 6379);

    assertEquals(Initiator.REMOTE, onlyShown().initiator);
  }

  @Test
  void aCloseWhoseStackWasNotReadHasNoLineOfAnotherClose() {
    records.site(site).close(1, 40_001, REDIS, 6379);
    records.site(0).sampledOut(true).close(2, 40_002, REDIS, 6379);

    listen();
    assertEquals("", shown.get(1).line);
    assertTrue(shown.get(1).sampled);
  }

  @Test
  void aSocketThatItsCleanerClosedHasNoRemoteAddress() {
    records.close(1, 40_001, null, 6379);

    assertEquals("", onlyShown().remote());
  }

  @Test
  void aHalfCloseIsNoClose() {
    records.halfClosed(true).close(1, 40_001, REDIS, 6379);
    records.halfClosed(false).close(1, 40_001, REDIS, 6379);

    onlyShown();
  }

  @Test
  void aListenerThatHasGoneIsShownNothing() {
    facts.listen(shown::add);
    facts.listen(null);
    records.close(1, 40_001, REDIS, 6379);
    correlator.drain();

    assertEquals(List.of(), shown);
  }

  private SettledClose onlyShown() {
    listen();
    assertEquals(1, shown.size());
    return shown.get(0);
  }

  private void listen() {
    facts.listen(shown::add);
    correlator.drain();
  }
}
