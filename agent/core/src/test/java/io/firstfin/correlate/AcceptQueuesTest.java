package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.AcceptQueue;
import io.firstfin.picture.HeldSockets;
import io.firstfin.picture.Picture;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import org.junit.jupiter.api.Test;

class AcceptQueuesTest extends FactTest {
  private static final long SECOND = 1_000_000_000L;

  private final AcceptQueues queues = new AcceptQueues();

  @Test
  void aQueueIsFullWhenMoreWaitThanMay() {
    assertFalse(check(0, 50).isFull());
    assertTrue(check(1, 51).isFull());
  }

  @Test
  void theTimeOfAFullQueueBeginsWithTheFirstCheck() {
    assertEquals(Double.NaN, check(0, 0).secondsSinceFull);
    assertEquals(0, check(10, 51).fullSeconds);
    assertEquals(10, check(20, 51).fullSeconds);
    AcceptQueue drained = check(30, 2);
    assertEquals(Double.NaN, drained.fullSeconds);
    assertEquals(10, drained.secondsSinceFull);
    assertEquals(0, check(40, 51).fullSeconds);
  }

  @Test
  void ofSeveralListenersOnOnePortTheFullestCounts() {
    SocketCounter census = queues.beginCensus(0);
    census.see(listener(3, 50));
    census.see(listener(51, 50));
    census.see(listener(0, 50));
    assertEquals(51, end().waiting);
  }

  @Test
  void onlyThisJvmsListenersCount() throws Exception {
    FakeSocket own =
        FakeSocket.of(TcpState.LISTEN, HERE, 8080, "0.0.0.0", 0)
            .withInode(99)
            .withUnread(7)
            .withAcceptLimit(100);
    FakeSocket other =
        FakeSocket.of(TcpState.LISTEN, HERE, 9090, "0.0.0.0", 0).withInode(98).withAcceptLimit(1);

    AcceptQueue queue = only(census(own, other).acceptQueues);

    assertEquals(8080, queue.port);
    assertEquals(7, queue.waiting);
    assertEquals(100, queue.limit);
  }

  @Test
  void socketsWithADescriptorAreCountedByTheirOpener() throws Exception {
    Records.opened(open, 10, Role.CLIENT, site);

    HeldSockets held =
        census(
                socket(TcpState.ESTABLISHED, 1, 40_001).withInode(99),
                socket(TcpState.ESTABLISHED, 2, 40_002).withInode(98))
            .heldSockets;

    assertEquals(1, held.count);
    assertEquals("com.acme.CacheClient.close(Source.java:1)", only(held.openers).line);
  }

  private AcceptQueue check(int second, int waiting) {
    queues.beginCensus(second * SECOND).see(listener(waiting, 50));
    return end();
  }

  private AcceptQueue end() {
    queues.endCheck(KernelCheck.builder("sock_diag", 1).census(new CensusCounts(true)).build());
    Picture.Builder picture = Picture.builder();
    queues.addTo(picture);
    return only(picture.build().acceptQueues);
  }

  private static JoinedSocket listener(int waiting, int limit) {
    JoinedSocket socket = new JoinedSocket();
    socket.kernel =
        FakeSocket.of(TcpState.LISTEN, HERE, 8080, "0.0.0.0", 0)
            .withUnread(waiting)
            .withAcceptLimit(limit);
    socket.descriptor = 10;
    socket.role = Role.SERVER;
    return socket;
  }
}
