package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.HeldSockets;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import org.junit.jupiter.api.Test;

class SocketHoldersTest extends FactTest {
  @Test
  void aConnectionThatThisJvmConnectedIsItsClients() throws Exception {
    Records.opened(open, 10, Role.CLIENT, site);

    HeldSockets held = census(socket(TcpState.ESTABLISHED, 1, 40_000).withInode(99)).heldSockets;

    assertEquals(1, held.clients);
    assertEquals(Role.CLIENT, held.openers.get(0).role);
  }

  @Test
  void aListenerHoldsADescriptorAndIsNoClient() throws Exception {
    HeldSockets held =
        census(FakeSocket.of(TcpState.LISTEN, HERE, 8080, "0.0.0.0", 0).withInode(99)).heldSockets;

    assertEquals(1, held.count);
    assertEquals(0, held.clients);
  }
}
