package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.CheckTime;
import io.firstfin.picture.Lifetime;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmTotalsTest extends FactTest {
  @Test
  void lifetimesAreSummedByRoleAndInitiator() {
    records.lived(1, 3_000_000).close(1, 40_001, REDIS, 6379);
    records.lived(1, 4_000_000).close(2, 40_002, REDIS, 6379);
    records.initiator(Initiator.REMOTE).lived(1, 9).close(3, 40_003, REDIS, 6379);
    records.lived(1, -1).close(4, 40_004, REDIS, 6379);
    correlator.drain();

    List<String> sums = new ArrayList<>();
    for (Lifetime sum : picture(false).totals.lifetimes) {
      sums.add(sum.role.label() + " " + sum.initiator.label() + " " + sum.count + " " + sum.nanos);
    }
    assertEquals(List.of("client local 2 7000000", "client remote 1 9"), sums);
  }

  @Test
  void theTotalsKnowNoTop() throws Exception {
    useTop(1);
    records.site(site).close(1, 40_001, REDIS, 6379);
    records.site(otherSite).close(2, 40_002, "10.0.0.6", 6379);
    records.role(Role.SERVER).close(3, 8080, "10.0.0.7", 50_000);

    Picture picture =
        census(
            timeWait(1, 40_001),
            FakeSocket.of(TcpState.TIME_WAIT, HERE, 40_002, "10.0.0.6", 6379).withCookie(2),
            FakeSocket.of(TcpState.TIME_WAIT, HERE, 8080, "10.0.0.7", 50_000).withCookie(3));

    assertEquals(Map.of(Role.CLIENT, 2, Role.SERVER, 1, Role.UNKNOWN, 0), picture.totals.timeWait);
    assertEquals(opened, picture.totals.opened);
  }

  @Test
  void portsUsedAreThoseOfTheDestinationWithTheMost() throws Exception {
    useTop(1);
    records.close(1, 40_001, REDIS, 6379);
    records.close(2, 40_002, "10.0.0.6", 6379);

    Picture picture =
        census(
            timeWait(1, 40_001),
            FakeSocket.of(TcpState.ESTABLISHED, HERE, 40_003, "10.0.0.6", 6379).withInode(5),
            FakeSocket.of(TcpState.ESTABLISHED, HERE, 40_004, "10.0.0.6", 6379).withInode(6));

    assertEquals(2, picture.totals.portsUsed);
  }

  @Test
  void withoutACensusTheTotalsOfTheKernelAreUnknown() {
    assertEquals(-1, picture(false).totals.portsUsed);
    assertEquals(Map.of(), picture(false).totals.timeWait);
  }

  @Test
  void checksAreTimedBySource() {
    picture(KernelCheck.builder("sockstat", 0.5).build());

    List<CheckTime> checks = picture(KernelCheck.builder("sockstat", 0.5).build()).totals.checks;

    assertEquals("sockstat", only(checks).source);
    assertEquals(2, only(checks).count);
    assertEquals(1_000_000, only(checks).nanos);
  }
}
