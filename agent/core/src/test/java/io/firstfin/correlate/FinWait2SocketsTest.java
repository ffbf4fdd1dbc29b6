package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.FinWait2Group;
import io.firstfin.picture.Picture;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import org.junit.jupiter.api.Test;

class FinWait2SocketsTest extends FactTest {
  @Test
  void finWait2IsCountedByItsRemoteEndWhetherClosedOrHalfClosedHere() throws Exception {
    Records.opened(open, 10, Role.CLIENT, site);
    records.close(1, 40_001, REDIS, 6379);
    records.close(2, 40_002, REDIS, 6379);

    Picture picture =
        census(
            socket(TcpState.FIN_WAIT_2, 1, 40_001),
            socket(TcpState.FIN_WAIT_2, 1, 40_001),
            socket(TcpState.FIN_WAIT_2, 2, 40_002),
            socket(TcpState.FIN_WAIT_2, 3, 40_003),
            socket(TcpState.FIN_WAIT_2, 4, 40_004).withInode(99),
            socket(TcpState.FIN_WAIT_2, 5, 40_005).withInode(98));

    assertEquals(2, picture.finWait2.orphans);
    assertEquals(1, picture.finWait2.halfClosed);
    assertEquals(0, picture.finWait2.halfClosedOlderThanMinute);
    FinWait2Group group = only(picture.finWait2.groups);
    assertEquals("10.0.0.5:6379", group.remote);
    assertEquals(Role.CLIENT, group.role);
    assertEquals(2, group.orphans);
    assertEquals(1, group.halfClosed);
  }

  @Test
  void finWait2IsNotKnownWithoutItsOwners() throws Exception {
    ownersKnown = false;

    assertEquals(-1, census(socket(TcpState.FIN_WAIT_2, 1, 40_001)).finWait2.orphans);
    assertEquals(-1, picture(false).finWait2.orphans);
  }
}
