package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningPortsTest {
  private static final long SECOND = 1_000_000_000L;

  private final ListeningPorts ports = new ListeningPorts();

  @Test
  void aPortIsOne() {
    Peer port = ports.intern(8080, 0);

    assertSame(port, ports.intern(8080, 1));
    assertSame(port, ports.find(8080));
    assertNull(ports.find(8081));
  }

  @Test
  void aPortThatWasNotToldIsNone() {
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
    Peer held = ports.intern(8081, 0);
    held.timeWait = 1;
    Peer busy = ports.intern(8082, 100 * SECOND);

    ports.evictIdle(301 * SECOND);

    assertEquals(List.of(held, busy), List.copyOf(ports.all()));
  }
}
