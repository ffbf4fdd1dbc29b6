package io.firstfin.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.correlate.CensusJoin;
import io.firstfin.correlate.Correlator;
import io.firstfin.correlate.Facts;
import io.firstfin.correlate.FakeSocket;
import io.firstfin.correlate.KernelCheck;
import io.firstfin.correlate.PictureMaker;
import io.firstfin.diagnose.EveryFinding;
import io.firstfin.http.HttpRequest;
import io.firstfin.kernel.KernelFixtures;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.Picture;
import io.firstfin.prometheus.MetricsResource;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.record.OpenConnections;
import io.firstfin.record.PossibleVerdicts;
import io.firstfin.record.RecordRing;
import io.firstfin.record.Records;
import io.firstfin.report.Report;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** However much a JVM does, the number of its series stays small. */
class BoundedSeriesTest {
  private static final int DESTINATIONS = 50_000;
  private static final int SITES = 5_000;
  private static final int MOST_SERIES = 150;
  private static final String HERE = "10.255.0.1";
  private static final AgentHealth HEALTH =
      AgentHealth.builder().version("test").dropped(0).errors(0).corrected(0).build();

  private final CallSites callSites = new CallSites(new FrameKinds(List.of()));
  private final RecordRing ring = new RecordRing(1024);
  private final OpenConnections open = new OpenConnections();
  private final Facts facts = new Facts(callSites, open, 20, role -> 9L);
  private final Correlator correlator = new Correlator(ring, open, null, null, facts);
  private final Records records = new Records(ring);

  /** Everything that can occur, at the same time. */
  @Test
  void whateverTheLoadThereAreFewSeries() throws Exception {
    MetricsResource metrics = new MetricsResource();
    metrics.update(new Report(load(), EveryFinding.list()));

    List<String> series = series(metrics);
    assertTrue(series.size() <= MOST_SERIES, series.size() + " series: " + series);
    assertEquals(DESTINATIONS, sum(series, "firstfin_time_wait_by_site_sockets"));
    assertEquals(DESTINATIONS, sum(series, "firstfin_time_wait_by_destination_sockets"));
    assertEquals(DESTINATIONS, sum(series, "firstfin_sockets"));
  }

  /** One connection to each destination, in each role and from each site; all are in TIME_WAIT. */
  private Picture load() throws Exception {
    int[] sites = new int[SITES];
    for (int i = 0; i < SITES; i++) {
      sites[i] =
          callSites.intern(
              i + 1,
              i + 1,
              List.of(new StackTraceElement("com.acme.C" + i, "get", "C.java", i)),
              0);
    }
    List<FakeSocket> sockets = new ArrayList<>();
    for (int i = 0; i < DESTINATIONS; i++) {
      String remote = "10." + (i >> 16) + "." + (i >> 8 & 0xff) + "." + (i & 0xff);
      int port = 32_768 + i % 28_000;
      records.role(Role.values()[i % 3]).site(sites[i % SITES]);
      records.close(i + 1, port, remote, 443);
      sockets.add(FakeSocket.of(TcpState.TIME_WAIT, HERE, port, remote, 443).withCookie(i + 1));
      if (i % 500 == 0) {
        correlator.drain();
      }
    }
    everyVerdict();
    for (String source : List.of("off", "sockstat", "procfs")) {
      correlator.endCheck(check(source).build());
    }
    CensusJoin join = correlator.beginCensus(null, 32_768, 60_999);
    sockets.forEach(join::visit);
    correlator.endCensus(join);
    KernelCheck check = check("sock_diag").census(join).build();
    correlator.endCheck(check);
    return new PictureMaker(facts, 1, 20, System.nanoTime()).make(check, HEALTH);
  }

  private static KernelCheck.Builder check(String source) {
    return KernelCheck.builder(source, 1)
        .ports(KernelFixtures.ports(32_768, 60_999))
        .counters(Map.of());
  }

  /** Each verdict of each role, with a lifetime where it can have one; and every failure. */
  private void everyVerdict() {
    records.site(CallSites.UNKNOWN);
    for (Role role : Role.values()) {
      records.role(role).lived(1, role == Role.UNKNOWN ? -1 : 5);
      for (PossibleVerdicts.Verdict verdict : PossibleVerdicts.all()) {
        records.initiator(verdict.initiator()).how(verdict.how()).close(0, 1, HERE, 443);
      }
    }
    for (ConnectFailureReason reason : ConnectFailureReason.values()) {
      records.connectFailed(reason, HERE, 443);
    }
    correlator.drain();
  }

  private static List<String> series(MetricsResource metrics) throws Exception {
    byte[] body = metrics.get(new HttpRequest("GET", "/metrics", Map.of())).body;
    return new String(body, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private static long sum(List<String> series, String name) {
    return Math.round(
        series.stream()
            .filter(line -> line.startsWith(name + "{"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum());
  }
}
