package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningPortsTest extends FactTest {
  private static final long SECOND = 1_000_000_000L;

  private final ListeningPorts ports = facts.listeningPorts;

  @Test
  void aPortThatIsAskedForAgainIsTheSameObject() {
    ConnectionTally port = ports.intern(8080, 0);

    assertSame(port, ports.intern(8080, 1));
    assertSame(port, ports.find(8080));
    assertNull(ports.find(8081));
  }

  @Test
  void aPortThatWasNotNamedIsNone() {
    assertNull(ports.intern(0, 0));
  }

  @Test
  void theyAreBounded() {
    for (int port = 1; port <= ListeningPorts.LARGEST; port++) {
      assertNotNull(ports.intern(port, 0));
    }

    assertNull(ports.intern(9999, 0));
  }

  @Test
  void whatIsIdleForFiveMinutesAndHasNoTimeWaitIsForgotten() {
    ports.intern(8080, 0);
    ConnectionTally held = ports.intern(8081, 0);
    held.sockets.timeWait = 1;
    ConnectionTally busy = ports.intern(8082, 100 * SECOND);

    ports.evictIdle(301 * SECOND);

    assertEquals(List.of(held, busy), List.copyOf(ports.all()));
  }

  @Test
  void aListeningPortIsTheSumOfAllItsClients() throws Exception {
    int clients = Remotes.LARGEST_OF_OTHERS + 50;
    records.site(site).role(Role.SERVER);
    List<FakeSocket> sockets = new ArrayList<>();
    for (int i = 1; i <= clients; i++) {
      String remote = "10.1." + i / 250 + "." + i % 250;
      records.close(i, 8080, remote, 50_000);
      sockets.add(FakeSocket.of(TcpState.TIME_WAIT, HERE, 8080, remote, 50_000).withCookie(i));
      if (i % 500 == 0) {
        correlator.drain();
      }
    }
    records.close(9_999, 8081, REDIS, 50_000);

    Picture picture = census(sockets.toArray(new FakeSocket[0]));

    assertEquals(8080, picture.listeningPorts.get(0).port);
    assertEquals(clients, picture.listeningPorts.get(0).timeWait);
    assertEquals(clients, only(picture.listeningPorts.get(0).closesBy).count);
    assertEquals(clients, only(picture.listeningPorts.get(0).sites).timeWait);
    assertEquals(clients, only(picture.listeningPorts.get(0).closingSites).closes);
    assertEquals(0, picture.listeningPorts.get(1).timeWait);
  }

  @Test
  void withoutACensusTheTimeWaitOfAListeningPortIsUnknown() throws Exception {
    records.role(Role.SERVER).close(1, 8080, REDIS, 50_000);
    census(FakeSocket.of(TcpState.TIME_WAIT, HERE, 8080, REDIS, 50_000).withCookie(1));

    ListeningPort port = only(picture(false).listeningPorts);

    assertEquals(-1, port.timeWait);
    assertEquals(List.of(), port.sites);
    assertEquals(1, only(port.closesBy).count);
  }
}
