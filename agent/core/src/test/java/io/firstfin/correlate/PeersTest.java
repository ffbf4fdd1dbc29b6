package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.vocabulary.Role;
import org.junit.jupiter.api.Test;

class PeersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long ADDRESS = SocketAddresses.ipv4Low(0x0a000005);

  private final Peers peers = new Peers();

  @Test
  void aDestinationIsOneByRoleAddressAndPort() {
    Peer peer = peers.intern(Role.CLIENT, 0, ADDRESS, 443, 0);

    assertSame(peer, peers.intern(Role.CLIENT, 0, ADDRESS, 443, 1));
    assertSame(peer, peers.find(Role.CLIENT, 0, ADDRESS, 443));
    assertSame(peer, peers.get(peer.index));
    assertNull(peers.find(Role.SERVER, 0, ADDRESS, 443));
    assertNull(peers.find(Role.CLIENT, 0, ADDRESS, 444));
    assertNull(peers.find(Role.CLIENT, 1, ADDRESS, 443));
    assertNull(peers.find(Role.CLIENT, 0, ADDRESS + 1, 443));
  }

  @Test
  void aClientNamesThePortAndAServerDoesNot() {
    assertEquals("10.0.0.5:443", peers.intern(Role.CLIENT, 0, ADDRESS, 443, 0).remote());
    assertEquals("10.0.0.5:*", peers.intern(Role.SERVER, 0, ADDRESS, 443, 0).remote());
    assertEquals("[::1]:*", peers.intern(Role.SERVER, 0, 1, 443, 0).remote());
  }

  @Test
  void theyAreBounded() {
    for (int i = 0; i < Peers.LARGEST - 1; i++) {
      assertNotNull(peers.intern(Role.CLIENT, 0, i, 443, 0), "destination " + i);
    }

    assertNull(peers.intern(Role.CLIENT, 0, -1, 443, 0));
    assertNotNull(peers.intern(Role.CLIENT, 0, 7, 443, 0));
    assertEquals(Peers.LARGEST - 1, peers.all().size());
  }

  @Test
  void aServersManyClientsLeaveRoomForWhatItConnectsTo() {
    int clients = 0;
    while (peers.intern(Role.SERVER, 0, clients, 443, 0) != null) {
      clients++;
    }

    assertEquals(Peers.LARGEST_OF_OTHERS, clients);
    assertNotNull(peers.intern(Role.CLIENT, 0, ADDRESS, 5432, 0));
  }

  @Test
  void whatIsIdleForFiveMinutesIsForgotten() {
    Peer idle = peers.intern(Role.CLIENT, 0, ADDRESS, 443, 0);
    Peer busy = peers.intern(Role.CLIENT, 0, ADDRESS, 80, 100 * SECOND);

    peers.evictIdle(301 * SECOND);

    assertNull(peers.find(Role.CLIENT, 0, ADDRESS, 443));
    assertNull(peers.get(idle.index));
    assertSame(busy, peers.find(Role.CLIENT, 0, ADDRESS, 80));
  }

  @Test
  void whatARecordNamesIsNotForgotten() {
    Peer named = peers.intern(Role.CLIENT, 0, ADDRESS, 443, 0);
    named.references = 1;

    peers.evictIdle(301 * SECOND);

    assertSame(named, peers.get(named.index));
  }

  @Test
  void whatHasAnOpenConnectionIsNotForgotten() {
    Peer open = peers.intern(Role.CLIENT, 0, ADDRESS, 443, 0);
    open.open = 1;

    peers.evictIdle(301 * SECOND);

    assertSame(open, peers.get(open.index));
  }

  @Test
  void whatWasForgottenMakesRoom() {
    for (int i = 0; i < Peers.LARGEST; i++) {
      peers.intern(i % 2 == 0 ? Role.SERVER : Role.CLIENT, 0, i, 443, i % 3 == 0 ? 0 : SECOND);
    }
    Peer kept = peers.find(Role.CLIENT, 0, 1, 443);

    peers.evictIdle(300 * SECOND + 1);

    assertSame(kept, peers.find(Role.CLIENT, 0, 1, 443));
    for (int i = 0; i < Peers.LARGEST / 3; i++) {
      Peer peer = peers.intern(Role.CLIENT, 9, i, 443, SECOND);
      assertNotNull(peer, "destination " + i);
      assertSame(peer, peers.get(peer.index));
      assertNotSame(kept, peer);
    }
  }

  @Test
  void otherIsNoDestination() {
    assertNull(peers.get(Peers.OTHER));
  }
}
