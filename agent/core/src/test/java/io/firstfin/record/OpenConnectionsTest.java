package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenConnectionsTest {
  private static final int OWNER = 0x7fff_0001;
  private static final int NEXT_OWNER = 0x0001_0001;

  private final OpenConnections open = new OpenConnections();

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 1023, 1024, 4096 * 1024 - 1})
  void anOpenConnectionIsFoundByItsDescriptor(int descriptor) {
    open.opened(descriptor, OWNER, Role.SERVER, 123, 8191, 0);

    long word = open.find(descriptor, OWNER);
    assertEquals(OpenConnections.OPEN, OpenConnections.state(word));
    assertEquals(Role.SERVER, OpenConnections.role(word));
    assertEquals(8191, OpenConnections.site(word));
    assertEquals(123, open.openedNanos(descriptor));
    assertEquals(Role.SERVER, open.role(descriptor));
    assertEquals(8191, open.openingSite(descriptor));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4096 * 1024, Integer.MAX_VALUE})
  void aDescriptorBeyondTheTableIsUnknownAndHarmless(int descriptor) {
    open.opened(descriptor, OWNER, Role.CLIENT, 1, 1, 0);
    open.linger(descriptor, OWNER, true);
    open.halfClosed(descriptor, OWNER, Initiator.LOCAL, 1, false);
    open.forget(descriptor, OWNER);

    assertEquals(0, open.find(descriptor, OWNER));
    assertEquals(Role.UNKNOWN, open.role(descriptor));
    assertTrue(claim(descriptor, OWNER));
  }

  @Test
  void aDescriptorWithoutAConnectionHasTheSiteThatMadeIt() {
    open.linger(9, OWNER, true);
    open.created(9, OWNER, 77);

    long word = open.find(9, OWNER);
    assertTrue(OpenConnections.isCreated(word));
    assertTrue(OpenConnections.lingerZero(word));
    assertEquals(77, open.creatingSite(9));
    assertEquals(Role.UNKNOWN, open.role(9));
    assertEquals(CallSites.UNKNOWN, open.openingSite(9));

    open.opened(9, OWNER, Role.CLIENT, 123, 77, 0);
    assertFalse(OpenConnections.isCreated(open.find(9, OWNER)));
    assertEquals(CallSites.UNKNOWN, open.creatingSite(9));
  }

  @Test
  void onlyTheMakingOfAnUnusedDescriptorIsForgotten() {
    open.created(9, OWNER, 77);
    open.forgetCreated(9, NEXT_OWNER);
    assertEquals(77, open.creatingSite(9));
    open.forgetCreated(9, OWNER);
    assertEquals(CallSites.UNKNOWN, open.creatingSite(9));

    open.opened(9, OWNER, Role.CLIENT, 123, 77, 0);
    open.forgetCreated(9, OWNER);
    assertEquals(77, open.openingSite(9));
  }

  @Test
  void aReusedDescriptorInheritsNothing() {
    open.linger(9, OWNER, true);
    open.opened(9, OWNER, Role.SERVER, 123, 5, 0);
    open.halfClosed(9, OWNER, Initiator.LOCAL, 6, false);

    assertEquals(0, open.find(9, NEXT_OWNER));
    open.opened(9, NEXT_OWNER, Role.CLIENT, 456, 7, 0);
    long word = open.find(9, NEXT_OWNER);
    assertEquals(OpenConnections.OPEN, OpenConnections.state(word));
    assertEquals(Role.CLIENT, OpenConnections.role(word));
    assertFalse(OpenConnections.lingerZero(word));
    assertEquals(7, OpenConnections.site(word));
    assertEquals(CallSites.UNKNOWN, open.records.get(9).closeSite);
    assertEquals(0, open.find(9, OWNER));
  }

  @Test
  void aReusedDescriptorWhoseOpeningWasNotSeenInheritsNoRoleAndNoAge() {
    open.opened(9, OWNER, Role.SERVER, 123, 5, 0);

    open.linger(9, NEXT_OWNER, true);
    open.halfClosed(9, NEXT_OWNER, Initiator.LOCAL, 6, false);

    long word = open.find(9, NEXT_OWNER);
    assertEquals(Role.UNKNOWN, OpenConnections.role(word));
    assertEquals(0, open.openedNanos(9));
    assertTrue(OpenConnections.lingerZero(word));
  }

  @Test
  void lingerSetBeforeConnectSurvives() {
    open.linger(9, OWNER, true);
    assertEquals(OpenConnections.FREE, OpenConnections.state(open.find(9, OWNER)));

    open.opened(9, OWNER, Role.CLIENT, 1, 1, 0);

    assertTrue(OpenConnections.lingerZero(open.find(9, OWNER)));
  }

  @Test
  void lingerCanBeTakenBack() {
    open.opened(9, OWNER, Role.CLIENT, 1, 1, 0);
    open.linger(9, OWNER, true);
    open.linger(9, OWNER, false);

    assertFalse(OpenConnections.lingerZero(open.find(9, OWNER)));
    assertEquals(OpenConnections.OPEN, OpenConnections.state(open.find(9, OWNER)));
  }

  @Test
  void aHalfCloseKeepsTheOpeningAndSaysWhichSideWasFirst() {
    open.opened(9, OWNER, Role.CLIENT, 123, 5, 0);
    open.halfClosed(9, OWNER, Initiator.REMOTE, 6, false);

    long word = open.find(9, OWNER);
    assertEquals(OpenConnections.HALF_CLOSED, OpenConnections.state(word));
    assertEquals(Initiator.REMOTE, OpenConnections.initiator(word));
    assertEquals(Role.CLIENT, OpenConnections.role(word));
    assertEquals(5, OpenConnections.site(word));
    assertEquals(6, open.records.get(9).closeSite);
    assertEquals(123, open.openedNanos(9));
    assertEquals(Role.CLIENT, open.role(9));
  }

  @Test
  void aHalfCloseThatComesTooLateDoesNotReviveAClose() {
    open.opened(9, OWNER, Role.CLIENT, 123, 5, 0);
    assertTrue(claim(9, OWNER));

    assertFalse(open.halfClosed(9, OWNER, Initiator.LOCAL, 6, false));
    open.linger(9, OWNER, true);
    assertFalse(claim(9, OWNER));
  }

  @Test
  void aClosedConnectionIsNoLongerLive() {
    open.opened(9, OWNER, Role.CLIENT, 123, 5, 0);
    claim(9, OWNER);

    assertEquals(OpenConnections.CLOSED, OpenConnections.state(open.find(9, OWNER)));
    assertEquals(Role.UNKNOWN, open.role(9));
    assertEquals(CallSites.UNKNOWN, open.openingSite(9));
  }

  @Test
  void onlyTheOwnerForgets() {
    open.opened(9, NEXT_OWNER, Role.CLIENT, 123, 5, 0);
    open.forget(9, OWNER);
    assertEquals(Role.CLIENT, open.role(9));

    open.forget(9, NEXT_OWNER);
    assertEquals(0, open.find(9, NEXT_OWNER));
  }

  @Test
  void ofManyThreadsOneClaimsTheClose() throws Exception {
    int threads = 8;
    int connections = 2_000;
    AtomicInteger claims = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int thread = 0; thread < threads; thread++) {
      pool.submit(
          () -> {
            for (int i = 0; i < connections; i++) {
              together.await();
              if (claim(9, OWNER + i)) {
                claims.incrementAndGet();
              }
            }
            return null;
          });
    }
    pool.shutdown();
    assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
    assertEquals(connections, claims.get());
  }

  @Test
  void aHalfCloseThatRacesWithACloseLeavesItClaimed() throws Exception {
    int connections = 5_000;
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.submit(
        () -> {
          for (int i = 0; i < connections; i++) {
            together.await();
            open.halfClosed(9, 1 + i, Initiator.LOCAL, 6, false);
            together.await();
          }
          return null;
        });
    int claimedTwice = 0;
    for (int i = 0; i < connections; i++) {
      open.opened(9, 1 + i, Role.CLIENT, 1, 5, 0);
      together.await(10, TimeUnit.SECONDS);
      claim(9, 1 + i);
      together.await(10, TimeUnit.SECONDS);
      claimedTwice += claim(9, 1 + i) ? 1 : 0;
    }
    pool.shutdown();
    assertEquals(0, claimedTwice);
  }

  @Test
  void aCloseOfADescriptorThatIsAnotherConnectionsClaimsNothing() {
    open.opened(9, OWNER, Role.CLIENT, 1, 5, 0);
    long before = open.word(9);
    claim(9, OWNER);
    open.opened(9, NEXT_OWNER, Role.SERVER, 2, 6, 0);

    assertFalse(OpenConnections.claimClose(open.records.get(9), OWNER, before, closed(OWNER)));
    assertEquals(Role.SERVER, open.role(9));
    assertEquals(6, open.openingSite(9));
  }

  @Test
  void aCloseWhoseOpeningWasNotSeenClaimsNothingOfAnotherConnectionEither() {
    long before = open.word(9);
    claim(9, OWNER);
    open.opened(9, NEXT_OWNER, Role.SERVER, 2, 6, 0);

    assertFalse(OpenConnections.claimClose(open.records.get(9), OWNER, before, closed(OWNER)));
    assertEquals(Role.SERVER, open.role(9));
  }

  @Test
  void aHalfCloseKeepsWhetherItIsAnOpinion() {
    open.halfClosed(9, OWNER, Initiator.LOCAL, 6, true);
    assertTrue(OpenConnections.isOpinion(open.find(9, OWNER)));

    open.halfClosed(10, OWNER, Initiator.LOCAL, 6, false);
    assertFalse(OpenConnections.isOpinion(open.find(10, OWNER)));
  }

  private boolean claim(int descriptor, int owner) {
    return OpenConnections.claimClose(
        open.records.getOrMake(descriptor), owner, open.word(descriptor), closed(owner));
  }

  private static long closed(int owner) {
    return OpenConnections.closed(owner, Role.SERVER);
  }
}
