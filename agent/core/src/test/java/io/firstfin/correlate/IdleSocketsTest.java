package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.IdleConnections;
import io.firstfin.picture.IdleGroup;
import io.firstfin.picture.Picture;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleSocketsTest extends FactTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 5000 * SECOND;

  private final IdleSockets sockets = new IdleSockets(callSites, open);

  /** When data last moved on a descriptor's connection. */
  private final Map<Integer, Long> used = new HashMap<>();

  private SocketCounter census;
  private long now;
  private int asked;

  @Test
  void aMinuteWithoutDataIsIdle() {
    connection(10, 0, 1);
    connection(11, 0, 1.5);

    begin(61);
    see(10, 0);
    see(11, 0);
    IdleConnections idle = end();

    assertEquals(2, idle.established);
    assertEquals(1, idle.idle);
    IdleGroup group = only(idle.groups);
    assertEquals("10.0.0.5:6379", group.remote);
    assertEquals(2, group.established);
    assertEquals(60, group.longestSeconds);
    assertEquals("com.acme.CacheClient.close(Source.java:1)", group.line);
  }

  @Test
  void unreadDataIsCountedOnIdleConnectionsOnly() {
    connection(10, 0, 1);
    connection(11, 0, 60);

    begin(90);
    see(10, 5);
    see(11, 5);

    assertEquals(1, only(end().groups).unread);
  }

  @Test
  void aPoolThatIsIdleNowHasNeededAllAtOneTime() {
    for (int i = 0; i < 30; i++) {
      connection(10 + i, i, 40 + i % 7);
    }
    begin(200);
    for (int i = 0; i < 30; i++) {
      see(10 + i, 0);
    }
    assertEquals(0, only(end().groups).passedOver);
  }

  @Test
  void aConnectionForEachCallIsOpenedWhileEarlierOnesLieUnused() {
    for (int i = 0; i < 30; i++) {
      connection(10 + i, i, i + 0.5);
    }
    begin(200);
    for (int i = 0; i < 30; i++) {
      see(10 + i, 0);
    }
    assertEquals(29, only(end().groups).passedOver);
  }

  @Test
  void aConnectionThatIsUsedAgainLeaves() {
    connection(10, 0, 1);
    begin(70);
    see(10, 0);
    assertEquals(1, only(end().groups).growth.cameLately);

    used.put(10, START + 120 * SECOND);
    begin(131);
    see(10, 0);
    assertEquals(0, end().idle);

    begin(190);
    see(10, 0);
    assertEquals(1, only(end().groups).growth.leftLately);
  }

  @Test
  void aConnectionIsAskedWhenItCanHaveBecomeIdleAndNotBefore() {
    connection(10, 0, 0);
    for (int second = 0; second < 60; second++) {
      used.put(10, START + second * SECOND);
      begin(second);
      see(10, 0);
      end();
    }
    assertEquals(0, asked);
    for (int second = 60; second < 119; second++) {
      begin(second);
      see(10, 0);
      end();
    }
    assertEquals(1, asked);
    begin(119);
    see(10, 0);
    assertEquals(1, end().idle);
    assertEquals(2, asked);
  }

  @Test
  void dataThatArrivesOnAnIdleConnectionIsNoticedAtOnce() {
    connection(10, 0, 1);
    begin(70);
    see(10, 0);
    assertEquals(1, end().idle);

    used.put(10, START + 71 * SECOND);
    begin(72);
    see(10, 9);
    assertEquals(0, end().idle);
  }

  @Test
  void allClientsOfAServerAreOneGroupAndAreNeverPassedOver() {
    for (int i = 0; i < 3; i++) {
      Records.opened(open, 10 + i, Role.SERVER, START + i * SECOND, site);
      used.put(10 + i, START + i * SECOND);
    }
    begin(700);
    for (int i = 0; i < 3; i++) {
      see(10 + i, 0, Role.SERVER, FakeSocket.of(ESTABLISHED, HERE, 8080, "10.0.0." + i, 40_000));
    }
    IdleGroup group = only(end().groups);
    assertEquals("*", group.remote);
    assertEquals(8080, group.listeningPort);
    assertEquals(3, group.idleTenMinutes);
    assertEquals(0, group.passedOver);
  }

  @Test
  void nothingIsKnownWhenTheDescriptorsWereNotAsked() {
    connection(10, 0, 1);
    begin(70);
    see(10, 0);
    sockets.endCheck(whole());
    assertFalse(value().isKnown());
  }

  @Test
  void aConnectionOpenedBeforeTheWatchIsAskedButNeverPassedOver() {
    used.put(10, START);
    used.put(11, START + SECOND);
    begin(200);
    see(10, 0);
    see(11, 0);
    IdleGroup group = only(end().groups);
    assertEquals(2, group.idle);
    assertEquals(0, group.passedOver);
    assertEquals(Role.CLIENT, group.role);
    assertTrue(group.line.isEmpty());
  }

  private static final TcpState ESTABLISHED = TcpState.ESTABLISHED;

  private void connection(int descriptor, double openedSecond, double usedSecond) {
    Records.opened(open, descriptor, Role.CLIENT, START + (long) (openedSecond * 1e9), site);
    used.put(descriptor, START + (long) (usedSecond * 1e9));
  }

  private void begin(int second) {
    now = START + second * SECOND;
    census = sockets.beginCensus(now);
  }

  private void see(int descriptor, int unread) {
    see(descriptor, unread, Role.CLIENT, socket(ESTABLISHED, 0, 40_001));
  }

  private void see(int descriptor, int unread, Role role, FakeSocket kernel) {
    JoinedSocket joined = new JoinedSocket();
    joined.kernel = kernel.withInode(1000 + descriptor).withUnread(unread);
    joined.descriptor = descriptor;
    joined.role = role;
    census.see(joined);
  }

  private IdleConnections end() {
    sockets.ask(
        descriptor -> {
          asked++;
          return (now - used.get(descriptor)) / 1_000_000;
        });
    sockets.endCheck(whole());
    return value();
  }

  private static KernelCheck whole() {
    return KernelCheck.builder("sock_diag", 1).census(new CensusCounts(true)).build();
  }

  private IdleConnections value() {
    Picture.Builder picture = Picture.builder();
    sockets.addTo(picture);
    return picture.build().idle;
  }
}
