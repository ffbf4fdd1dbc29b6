package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.kernel.KernelFixtures;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.Picture;
import io.firstfin.record.Records;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrelatorTest extends FactTest {
  @Test
  void theTimesOfTheHooksAreKnownAfterTheFirstClose() {
    assertEquals(-1, correlator.hookTimes().wholeMedian);

    records.close(1, 40_001, REDIS, 6379);
    correlator.drain();

    assertEquals(903, correlator.hookTimes().wholeMedian, "the middle of the bucket of 900");
    assertEquals(299, correlator.hookTimes().delayMedian, "of 300");
    assertEquals(299, correlator.hookTimes().delayP99);
    assertEquals(599, correlator.hookTimes().workMedian, "of 600");
  }

  @Test
  void aPictureThatIsMadeTwiceIsTheSame() throws Exception {
    Records.opened(open, 10, Role.CLIENT, site);
    records.site(site).close(1, 40_001, REDIS, 6379);
    records.role(Role.SERVER).close(2, 8080, "10.0.0.7", 50_000);
    records.connectFailed(ConnectFailureReason.REFUSED, REDIS, 6379);
    begin();
    join.visit(timeWait(1, 40_001));
    join.visit(socket(TcpState.FIN_WAIT_2, 3, 40_003).withInode(99));
    join.visit(FakeSocket.of(TcpState.TIME_WAIT, HERE, 8080, "10.0.0.7", 50_000).withCookie(2));
    correlator.endCensus(join);
    KernelCheck check =
        KernelCheck.builder("sock_diag", 1)
            .census(join)
            .ports(KernelFixtures.ports(LOW, HIGH))
            .counters(Map.of(TcpCounter.TIME_WAIT, 7L))
            .build();
    correlator.endCheck(check);
    PictureMaker maker = new PictureMaker(facts, 4242, 20, System.nanoTime());

    String once = ReportJson.write(new Report(maker.make(check, AgentHealth.UNKNOWN), List.of()));
    records.close(4, 40_004, REDIS, 6379);
    correlator.drain();
    String twice = ReportJson.write(new Report(maker.make(check, AgentHealth.UNKNOWN), List.of()));

    assertEquals(once, twice, "what comes in between is of the next check");
  }

  @Test
  void aRehearsalCountsNothing() throws Exception {
    records.site(site).close(1, 40_001, REDIS, 6379);
    correlator.drain();

    correlator.rehearse();

    Picture picture = picture(false);
    assertEquals(1, picture.sites.size());
    assertEquals(1, picture.sites.get(0).closes);
  }

  @Test
  void aCensusThatWasNotWholeSaysNothing() throws Exception {
    records.close(1, 40_001, REDIS, 6379);
    begin();
    join.visit(timeWait(1, 40_001));
    correlator.abandonCensus();

    assertEquals(-1, picture(false).timeWait.thisJvm);
    assertEquals(1, census(timeWait(1, 40_001)).timeWait.thisJvm);
  }
}
