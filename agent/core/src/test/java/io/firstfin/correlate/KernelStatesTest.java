package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sockets by state and owner. */
class KernelStatesTest extends FactTest {
  @Test
  void withoutDescriptorsOnlyTimeWaitHasAnOwner() throws Exception {
    ownersKnown = false;
    records.close(1, 40_001, REDIS, 6379);

    Picture picture =
        census(timeWait(1, 40_001), socket(TcpState.ESTABLISHED, 2, 40_002).withInode(99));

    assertEquals(1, picture.timeWait.thisJvm);
    assertEquals(1, picture.kernel.statesOfThisJvm.get(TcpState.TIME_WAIT));
    assertNull(picture.kernel.statesOfThisJvm.get(TcpState.ESTABLISHED));
    assertEquals(-1, only(picture.destinations).closeWait);
  }

  @Test
  void lastAckNeverHasAnOwner() throws Exception {
    Picture picture = census(socket(TcpState.LAST_ACK, 1, 40_001));

    assertNotNull(picture.kernel.states.get(TcpState.LAST_ACK));
    assertNull(picture.kernel.statesOfThisJvm.get(TcpState.LAST_ACK));
  }

  @Test
  void aStateWithoutDescriptorOrRecordHasNoOwner() throws Exception {
    Picture picture = census(socket(TcpState.SYN_RECEIVED, 1, 8080));

    assertEquals(1, picture.kernel.states.get(TcpState.SYN_RECEIVED));
    assertNull(picture.kernel.statesOfThisJvm.get(TcpState.SYN_RECEIVED));
    assertNull(picture.kernel.statesOfThisJvm.get(TcpState.LAST_ACK));
  }

  @Test
  void aQuickCountOfNoneIsBelieved() {
    Picture picture = picture(false, 0);

    assertEquals(0, picture.timeWait.total);
    assertEquals(0, picture.timeWait.thisJvm);
    assertEquals(Map.of(TcpState.TIME_WAIT, 0), picture.kernel.states);
  }

  @Test
  void withoutACensusNothingIsClaimedOfTheKernel() throws Exception {
    records.close(1, 40_001, REDIS, 6379);
    census(timeWait(1, 40_001));

    Picture picture = picture(false);

    assertEquals(-1, picture.timeWait.total);
    assertEquals(-1, picture.timeWait.thisJvm);
    assertEquals(Map.of(), picture.kernel.states);
    assertEquals(Map.of(), picture.kernel.statesOfThisJvm);
    assertEquals(-1, only(picture.destinations).timeWait);
    assertEquals(-1, only(picture.destinations).portsUsed);
    assertEquals(-1, only(picture.destinations).closeWait);
    assertTrue(Double.isNaN(only(picture.destinations).timeWaitGrowth));
    assertTrue(Double.isNaN(only(picture.destinations).secondsToExhaustion));
    assertEquals(List.of(), only(picture.destinations).sites);
    assertEquals(-1, only(picture.sites).timeWait);
    assertEquals(List.of(), picture.closeWait);
    assertEquals(1, only(picture.sites).closes);
  }
}
