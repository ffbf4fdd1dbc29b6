package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.TcpState;
import org.junit.jupiter.api.Test;

/** Ports that are taken towards a destination. */
class DestinationPortsTest extends FactTest {
  @Test
  void portsAreCountedForEachSourceAddress() throws Exception {
    records.close(1, 40_001, REDIS, 6379);

    Picture picture =
        census(
            timeWait(1, 40_001),
            socket(TcpState.ESTABLISHED, 2, 40_002),
            socket(TcpState.SYN_SENT, 3, 40_003),
            FakeSocket.of(TcpState.ESTABLISHED, "10.0.0.2", 40_001, REDIS, 6379).withCookie(4),
            FakeSocket.of(TcpState.ESTABLISHED, "10.0.0.2", 40_002, REDIS, 6379).withCookie(5));

    assertEquals(3, only(picture.destinations).portsUsed, "the fullest source address counts");
    assertEquals(HIGH - LOW + 1, only(picture.destinations).portsMax);
  }

  @Test
  void portsOutsideTheEphemeralRangeAreNotCounted() throws Exception {
    records.close(1, 40_001, REDIS, 6379);

    Picture picture = census(timeWait(1, 40_001), timeWait(2, LOW - 1), timeWait(3, HIGH + 1));

    assertEquals(1, only(picture.destinations).portsUsed);
  }

  @Test
  void portsAreCountedTowardsADestinationOfWhichNothingWasClosed() throws Exception {
    Picture picture = census(socket(TcpState.ESTABLISHED, 1, 40_001).withInode(99));

    assertEquals("10.0.0.5:6379", only(picture.destinations).remote);
    assertEquals(1, only(picture.destinations).portsUsed);
    assertEquals(0, only(picture.destinations).closes);
    assertEquals(1, picture.totals.portsUsed);
  }

  @Test
  void portsAreCountedTowardsADestinationThatHadNone() throws Exception {
    records.connectFailed(ConnectFailureReason.ADDRESS_UNAVAILABLE, REDIS, 6379);

    Picture picture =
        census(
            socket(TcpState.ESTABLISHED, 1, 40_001).withInode(55),
            socket(TcpState.ESTABLISHED, 2, 40_002).withInode(56));

    assertEquals(2, only(picture.destinations).portsUsed);
  }
}
