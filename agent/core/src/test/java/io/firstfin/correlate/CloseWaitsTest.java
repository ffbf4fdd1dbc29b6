package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Picture;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseWaitsTest extends FactTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int FIN = 1;

  private final CloseWaits closeWaits = new CloseWaits(callSites, open);
  private SocketCounter census;
  private Role role = Role.CLIENT;

  @Test
  void aLeakReachesANewPeakWithEachSocketAndLosesNone() {
    CloseWaitGroup group = null;
    for (int second = 0; second <= 100; second++) {
      group = check(second, 0, second + 1);
    }
    assertEquals(101, group.growth.peak);
    assertEquals(0, group.growth.secondsSincePeak);
    assertEquals(100, group.growth.secondsToPeak);
    assertEquals(101, group.growth.cameLately);
    assertEquals(0, group.growth.leftLately);
  }

  @Test
  void aPoolReachesItsPeakOnceWhileOldOnesLeaveAndNewOnesCome() {
    CloseWaitGroup group = check(0, 0, 10);
    for (int second = 1; second <= 100; second++) {
      group = check(second, second, second + 10);
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
    check(0, 0, 10);
    check(1, 2, 10);
    CloseWaitGroup group = check(302, 2, 10);
    assertEquals(0, group.growth.cameLately);
    assertEquals(0, group.growth.leftLately);
  }

  @Test
  void growthBelowHalfOfAnOldPeakIsNewGrowth() {
    check(0, 0, 100);
    check(10, 95, 100);
    check(20, 95, 110);
    CloseWaitGroup group = check(21, 95, 110);
    assertEquals(15, group.growth.peak);
    assertEquals(1, group.growth.secondsSincePeak);
    assertEquals(10, group.growth.secondsToPeak);
  }

  @Test
  void aGroupThatIsEmptyForTenMinutesIsForgotten() {
    check(0, 0, 10);
    census = closeWaits.beginCensus(SECOND);
    assertTrue(endCensus().isEmpty());
    census = closeWaits.beginCensus(601 * SECOND);
    assertTrue(endCensus().isEmpty());
    CloseWaitGroup group = check(602, 20, 21);
    assertEquals(1, group.growth.peak);
    assertEquals(0, group.growth.secondsToPeak);
  }

  @Test
  void aFinAndATlsAlertAreAGoodByeAndMoreIsUnreadData() {
    census = closeWaits.beginCensus(0);
    see(1, 0);
    see(2, FIN);
    see(3, 24 + FIN);
    see(4, 85 + FIN);
    see(5, 86 + FIN);
    CloseWaitGroup group = endCensus().get(0);
    assertEquals(5, group.count);
    assertEquals(1, group.endOfStreamRead);
    assertEquals(3, group.endOfStreamUnread);
  }

  @Test
  void whatWasAcceptedIsAskedWhetherItWasAnsweredOnceItIsOld() {
    role = Role.SERVER;
    census = closeWaits.beginCensus(0);
    see(1, FIN);
    see(2, FIN);
    closeWaits.ask(descriptor -> 1);
    assertEquals(-1, endCensus().get(0).answered);

    census = closeWaits.beginCensus(60 * SECOND);
    see(1, FIN);
    see(2, FIN);
    closeWaits.ask(descriptor -> descriptor == 12 ? 1 : 0);
    assertEquals(1, endCensus().get(0).answered);

    census = closeWaits.beginCensus(61 * SECOND);
    see(1, FIN);
    see(2, FIN);
    closeWaits.ask(descriptor -> -1);
    assertEquals(-1, endCensus().get(0).answered);
  }

  /**
   * A check at this second, whose census finds the sockets from {@code firstInode} to {@code
   * endInode}, the last excluded.
   */
  private CloseWaitGroup check(int second, int firstInode, int endInode) {
    census = closeWaits.beginCensus(second * SECOND);
    for (int inode = firstInode; inode < endInode; inode++) {
      see(inode + 1, FIN);
    }
    return endCensus().get(0);
  }

  private void see(long inode, int receiveQueue) {
    JoinedSocket socket = new JoinedSocket();
    socket.kernel =
        socket(TcpState.CLOSE_WAIT, 0, 40_001).withInode(inode).withUnread(receiveQueue);
    socket.descriptor = 10 + (int) inode;
    socket.role = role;
    census.see(socket);
  }

  private List<CloseWaitGroup> endCensus() {
    closeWaits.endCheck(KernelCheck.builder("sock_diag", 1).census(new CensusCounts(true)).build());
    Picture.Builder picture = Picture.builder();
    closeWaits.addTo(picture);
    return picture.build().closeWait;
  }

  @Test
  void closeWaitIsCountedForItsOwnerWithItsOpener() throws Exception {
    Records.opened(open, 10, Role.CLIENT, site);
    records.initiator(Initiator.REMOTE).close(5, 40_009, REDIS, 6379);

    Picture picture =
        census(
            socket(TcpState.CLOSE_WAIT, 1, 40_001).withInode(99),
            socket(TcpState.CLOSE_WAIT, 2, 40_002).withInode(98));

    assertEquals(1, picture.closeWait.size());
    assertEquals(1, picture.closeWait.get(0).count);
    assertEquals("10.0.0.5:6379", picture.closeWait.get(0).remote);
    assertEquals("com.acme.CacheClient.close(Source.java:1)", picture.closeWait.get(0).line);
    assertEquals(1, picture.closeWait.get(0).endOfStreamRead);
    assertEquals(1, only(picture.destinations).closeWait);
    assertEquals(2, picture.kernel.states.get(TcpState.CLOSE_WAIT));
    assertEquals(1, picture.kernel.statesOfThisJvm.get(TcpState.CLOSE_WAIT));
  }

  @Test
  void unreadDataInCloseWaitIsNoEndOfStreamRead() throws Exception {
    Picture picture = census(socket(TcpState.CLOSE_WAIT, 1, 40_001).withInode(99).withUnread(1));

    assertEquals(0, picture.closeWait.get(0).endOfStreamRead);
  }

  @Test
  void closeWaitOfAServerNamesItsListeningPort() throws Exception {
    Records.opened(open, 10, Role.SERVER, site);

    Picture picture =
        census(FakeSocket.of(TcpState.CLOSE_WAIT, HERE, 8080, REDIS, 50_000).withInode(99));

    assertEquals(8080, only(picture.closeWait).listeningPort);
    assertEquals("10.0.0.5:*", only(picture.closeWait).remote);
  }
}
