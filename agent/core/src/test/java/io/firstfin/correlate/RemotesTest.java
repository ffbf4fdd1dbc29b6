package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.vocabulary.Role;
import org.junit.jupiter.api.Test;

class RemotesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long ADDRESS = SocketAddresses.ipv4Low(0x0a000005);

  private final Remotes remotes = new Remotes();
  private final int[] references = new int[Remotes.LARGEST];

  @Test
  void aDestinationIsOneByRoleAddressAndPort() {
    ConnectionTally remote = remotes.intern(Role.CLIENT, 0, ADDRESS, 443, 0);

    assertSame(remote, remotes.intern(Role.CLIENT, 0, ADDRESS, 443, 1));
    assertSame(remote, remotes.find(Role.CLIENT, 0, ADDRESS, 443));
    assertSame(remote, remotes.get(remote.index));
    assertNull(remotes.find(Role.SERVER, 0, ADDRESS, 443));
    assertNull(remotes.find(Role.CLIENT, 0, ADDRESS, 444));
    assertNull(remotes.find(Role.CLIENT, 1, ADDRESS, 443));
    assertNull(remotes.find(Role.CLIENT, 0, ADDRESS + 1, 443));
  }

  @Test
  void aClientNamesThePortAndAServerDoesNot() {
    assertEquals("10.0.0.5:443", remotes.intern(Role.CLIENT, 0, ADDRESS, 443, 0).remote());
    assertEquals("10.0.0.5:*", remotes.intern(Role.SERVER, 0, ADDRESS, 443, 0).remote());
    assertEquals("[::1]:*", remotes.intern(Role.SERVER, 0, 1, 443, 0).remote());
  }

  @Test
  void theyAreBounded() {
    for (int i = 0; i < Remotes.LARGEST - 1; i++) {
      assertNotNull(remotes.intern(Role.CLIENT, 0, i, 443, 0), "destination " + i);
    }

    assertNull(remotes.intern(Role.CLIENT, 0, -1, 443, 0));
    assertNotNull(remotes.intern(Role.CLIENT, 0, 7, 443, 0));
    assertEquals(Remotes.LARGEST - 1, remotes.all().size());
  }

  @Test
  void aServersManyClientsLeaveRoomForWhatItConnectsTo() {
    int clients = 0;
    while (remotes.intern(Role.SERVER, 0, clients, 443, 0) != null) {
      clients++;
    }

    assertEquals(Remotes.LARGEST_OF_OTHERS, clients);
    assertNotNull(remotes.intern(Role.CLIENT, 0, ADDRESS, 5432, 0));
  }

  @Test
  void whatIsIdleForFiveMinutesIsForgotten() {
    ConnectionTally idle = remotes.intern(Role.CLIENT, 0, ADDRESS, 443, 0);
    ConnectionTally busy = remotes.intern(Role.CLIENT, 0, ADDRESS, 80, 100 * SECOND);

    evictIdle(301 * SECOND);

    assertNull(remotes.find(Role.CLIENT, 0, ADDRESS, 443));
    assertNull(remotes.get(idle.index));
    assertSame(busy, remotes.find(Role.CLIENT, 0, ADDRESS, 80));
  }

  @Test
  void whatARecordNamesIsNotForgotten() {
    ConnectionTally named = remotes.intern(Role.CLIENT, 0, ADDRESS, 443, 0);
    references[named.index] = 1;

    evictIdle(301 * SECOND);

    assertSame(named, remotes.get(named.index));
  }

  @Test
  void whatHasAnOpenConnectionIsNotForgotten() {
    ConnectionTally open = remotes.intern(Role.CLIENT, 0, ADDRESS, 443, 0);
    open.sockets.open = 1;

    evictIdle(301 * SECOND);

    assertSame(open, remotes.get(open.index));
  }

  @Test
  void whatWasOpenInAnOldCensusIsForgotten() {
    ConnectionTally open = remotes.intern(Role.CLIENT, 0, ADDRESS, 443, 0);
    open.sockets.open = 1;

    remotes.evictIdle(301 * SECOND, references, false);

    assertNull(remotes.get(open.index));
  }

  @Test
  void whatWasForgottenMakesRoom() {
    for (int i = 0; i < Remotes.LARGEST; i++) {
      remotes.intern(i % 2 == 0 ? Role.SERVER : Role.CLIENT, 0, i, 443, i % 3 == 0 ? 0 : SECOND);
    }
    ConnectionTally kept = remotes.find(Role.CLIENT, 0, 1, 443);

    evictIdle(300 * SECOND + 1);

    assertSame(kept, remotes.find(Role.CLIENT, 0, 1, 443));
    for (int i = 0; i < Remotes.LARGEST / 3; i++) {
      ConnectionTally remote = remotes.intern(Role.CLIENT, 9, i, 443, SECOND);
      assertNotNull(remote, "destination " + i);
      assertSame(remote, remotes.get(remote.index));
      assertNotSame(kept, remote);
    }
  }

  @Test
  void otherIsNoDestination() {
    assertNull(remotes.get(Remotes.OTHER));
  }

  private void evictIdle(long nanoTime) {
    remotes.evictIdle(nanoTime, references, true);
  }
}
