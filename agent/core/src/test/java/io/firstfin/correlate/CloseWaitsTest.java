package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.vocabulary.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseWaitsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int FIN = 1;

  private final CloseWaits closeWaits = new CloseWaits();
  private final CallSites sites = new CallSites(new FrameKinds(List.of()));

  @Test
  void aLeakReachesANewPeakWithEachSocketAndLosesNone() {
    CloseWaitGroup group = null;
    for (int look = 0; look <= 100; look++) {
      group = look(look, 0, look + 1);
    }
    assertEquals(101, group.growth.peak);
    assertEquals(0, group.growth.secondsSincePeak);
    assertEquals(100, group.growth.secondsToPeak);
    assertEquals(101, group.growth.cameLately);
    assertEquals(0, group.growth.leftLately);
  }

  @Test
  void aPoolReachesItsPeakOnceWhileOldOnesLeaveAndNewOnesCome() {
    CloseWaitGroup group = look(0, 0, 10);
    for (int look = 1; look <= 100; look++) {
      group = look(look, look, look + 10);
    }
    assertEquals(10, group.count);
    assertEquals(10, group.growth.peak);
    assertEquals(100, group.growth.secondsSincePeak);
    assertEquals(0, group.growth.secondsToPeak);
    assertEquals(110, group.growth.cameLately);
    assertEquals(100, group.growth.leftLately);
  }

  @Test
  void whatCameAndLeftIsForgottenAfterFiveMinutes() {
    look(0, 0, 10);
    look(1, 2, 10);
    CloseWaitGroup group = look(302, 2, 10);
    assertEquals(0, group.growth.cameLately);
    assertEquals(0, group.growth.leftLately);
  }

  @Test
  void growthBelowHalfOfAnOldPeakIsNewGrowth() {
    look(0, 0, 100);
    look(10, 95, 100);
    look(20, 95, 110);
    CloseWaitGroup group = look(21, 95, 110);
    assertEquals(15, group.growth.peak);
    assertEquals(1, group.growth.secondsSincePeak);
    assertEquals(10, group.growth.secondsToPeak);
  }

  @Test
  void aGroupThatIsEmptyForTenMinutesIsForgotten() {
    look(0, 0, 10);
    closeWaits.beginCensus(SECOND);
    assertTrue(closeWaits.endCensus(sites).isEmpty());
    closeWaits.beginCensus(601 * SECOND);
    assertTrue(closeWaits.endCensus(sites).isEmpty());
    CloseWaitGroup group = look(602, 20, 21);
    assertEquals(1, group.growth.peak);
    assertEquals(0, group.growth.secondsToPeak);
  }

  @Test
  void aFinAndATlsAlertAreAGoodByeAndMoreIsUnreadData() {
    closeWaits.beginCensus(0);
    see(1, 0);
    see(2, FIN);
    see(3, 24 + FIN);
    see(4, 85 + FIN);
    see(5, 86 + FIN);
    CloseWaitGroup group = closeWaits.endCensus(sites).get(0);
    assertEquals(5, group.count);
    assertEquals(1, group.endOfStreamRead);
    assertEquals(3, group.endOfStreamUnread);
  }

  /** A look at so many seconds that finds the sockets with these inodes, the last excluded. */
  private CloseWaitGroup look(int second, int firstInode, int endInode) {
    closeWaits.beginCensus(second * SECOND);
    for (int inode = firstInode; inode < endInode; inode++) {
      see(inode + 1, FIN);
    }
    return closeWaits.endCensus(sites).get(0);
  }

  private void see(long inode, int receiveQueue) {
    closeWaits.see(inode, CallSites.UNKNOWN, Role.CLIENT, "10.0.0.5:80", 0, receiveQueue);
  }
}
