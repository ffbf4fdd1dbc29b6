package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Severity;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.Ends;
import io.firstfin.picture.FailedReuse;
import io.firstfin.picture.Growth;
import io.firstfin.picture.KernelView;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Ports;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.picture.Spread;
import io.firstfin.picture.TimeWait;
import io.firstfin.picture.Totals;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports of services in known conditions. */
final class Reports {
  static final String GET = "com.acme.CacheClient.get(CacheClient.java:42)";
  static final String PING = "com.acme.Health.ping(Health.java:17)";
  static final String FETCH = "com.acme.Catalog.fetch(Catalog.java:88)";

  private static final long TIME = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
  private static final Ports PORTS =
      Ports.builder()
          .low(32_768)
          .high(60_999)
          .reserved(0)
          .timeWaitReuse(2)
          .timeWaitReuseDelayMillis(1000)
          .timestamps(1)
          .maxTimeWaitBuckets(262_144)
          .build();

  private static final List<ListeningPort> LISTENING =
      List.of(
          ListeningPort.builder()
              .port(8080)
              .timeWait(0)
              .closesBy(List.of(new CloseCount(Role.SERVER, Initiator.REMOTE, How.FIN, 412)))
              .build());

  private Reports() {}

  /** A healthy service: a few connections that a pool closed. */
  static Report allWell() {
    Destination redis =
        Destination.builder()
            .role(Role.CLIENT)
            .remote("10.0.0.5:6379")
            .timeWait(3)
            .timeWaitAll(3)
            .timeWaitGrowth(0.0)
            .closeWait(0)
            .closes(12)
            .closesLocalFirst(3)
            .closesPerSecond(0.1)
            .timeWaitClosesPerSecond(0.1)
            .portsUsed(15)
            .portsMax(28_232)
            .exchangesMedian(400)
            .ageMillisMedian(60_000)
            .useMillisMedian(250)
            .sites(
                List.of(new SiteShare("0badcafe", GET, "redis.clients.jedis.Jedis.close", "", 3)))
            .build();
    Site site =
        Site.builder()
            .id("0badcafe")
            .role(Role.CLIENT)
            .initiator(Initiator.LOCAL)
            .how(How.FIN)
            .closes(3)
            .timeWait(3)
            .line(GET)
            .via("redis.clients.jedis.Jedis.close")
            .frames(List.of("redis.clients.jedis.Jedis.close(Jedis.java:101)", GET))
            .build();
    return new Report(
        picture(
            new KernelView(
                "sock_diag",
                0.9,
                states(TcpState.ESTABLISHED, 12, TcpState.TIME_WAIT, 5, TcpState.CLOSE_WAIT, 0),
                states(TcpState.ESTABLISHED, 10, TcpState.TIME_WAIT, 3, TcpState.CLOSE_WAIT, 0)),
            List.of(
                new CloseCount(Role.CLIENT, Initiator.REMOTE, How.FIN, 9),
                new CloseCount(Role.CLIENT, Initiator.LOCAL, How.FIN, 3)),
            new TimeWait(5, 3, 2),
            List.of(redis),
            List.of(site),
            List.of(),
            List.of(),
            PORTS,
            health(Map.of("sock_diag", "on", "jfr", "on"), List.of())),
        List.of());
  }

  /** One connection for each call to a cache; nearly all ports are taken. */
  static Report timeWait() {
    Destination redis =
        Destination.builder()
            .role(Role.CLIENT)
            .remote("10.0.0.5:6379")
            .timeWait(24_297)
            .timeWaitAll(24_310)
            .timeWaitGrowth(412.0)
            .closeWait(0)
            .closes(30_012)
            .closesLocalFirst(30_000)
            .closesBy(
                List.of(
                    new CloseCount(Role.CLIENT, Initiator.LOCAL, How.FIN, 30_000),
                    new CloseCount(Role.CLIENT, Initiator.REMOTE, How.RST, 12),
                    new CloseCount(Role.CLIENT, Initiator.REMOTE, How.FIN_THEN_OUR_RST, 7)))
            .closesPerSecond(412.0)
            .timeWaitClosesPerSecond(412.0)
            .portsUsed(24_299)
            .portsMax(28_232)
            .secondsToExhaustion(9.5)
            .exchangesMedian(1)
            .ageMillisMedian(3)
            .useMillisMedian(2)
            .ends(
                new Ends(
                    List.of(
                        new Ending(
                            Initiator.LOCAL,
                            new Spread(4_000, 1, 1, 2),
                            new Spread(3_999, 0, 0, 4),
                            new Spread(3_998, 64, 80, 160)),
                        new Ending(
                            Initiator.REMOTE,
                            new Spread(12, 3, 5, 7),
                            Spread.UNKNOWN,
                            Spread.UNKNOWN)),
                    new Spread(3_997, 0, 2, 6),
                    new FailedReuse(
                        9,
                        8,
                        7,
                        6,
                        new Spread(9, 1_024, 2_048, 4_096),
                        new Spread(15, 1_025, 2_049, 4_097))))
            .sites(
                List.of(
                    new SiteShare("a1b2c3d4", GET, "redis.clients.jedis.Jedis.close", "", 23_811),
                    new SiteShare("00000017", PING, "", "", 486)))
            .closingSites(
                List.of(
                    new ClosingShare(
                        "a1b2c3d4",
                        Initiator.LOCAL,
                        How.FIN,
                        GET,
                        "redis.clients.jedis.Jedis.close",
                        29_000)))
            .build();
    Destination balancer =
        Destination.builder()
            .role(Role.SERVER)
            .remote("10.0.0.9:*")
            .listeningPort(8080)
            .timeWait(0)
            .timeWaitAll(0)
            .closeWait(0)
            .closes(412)
            .closesLocalFirst(0)
            .closesPerSecond(5.5)
            .timeWaitClosesPerSecond(0.0)
            .build();
    Site get =
        Site.builder()
            .id("a1b2c3d4")
            .role(Role.CLIENT)
            .initiator(Initiator.LOCAL)
            .how(How.FIN)
            .closes(29_400)
            .timeWait(23_811)
            .sampled(true)
            .marginPercent(0.4)
            .line(GET)
            .via("redis.clients.jedis.Jedis.close")
            .frames(
                List.of(
                    "redis.clients.jedis.Jedis.close(Jedis.java:101)",
                    GET,
                    "com.acme.Shop.price(Shop.java:210)"))
            .build();
    Site ping =
        Site.builder()
            .id("00000017")
            .role(Role.CLIENT)
            .initiator(Initiator.LOCAL)
            .how(How.FIN)
            .closes(600)
            .timeWait(486)
            .line(PING)
            .frames(List.of(PING))
            .build();
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("timeWait", 24_297L);
    evidence.put("share", 0.5);
    evidence.put("remote", "10.0.0.5:6379");
    Finding finding =
        new FindingBuilder("close-per-request", Severity.WARNING, "10.0.0.5:6379")
            .topic("time-wait")
            .summary(
                "24,310 sockets in TIME_WAIT, +412/s; 86 % of the 28,232 ports to this destination are"
                    + " taken, the rest last 9 s.")
            .details(
                List.of(
                    "This JVM closed first in 24,297 of them (client side, 1 exchange each, 3 ms old at"
                        + " the median).",
                    "98 %  " + GET + "  via redis.clients.jedis.Jedis.close",
                    "2 %  " + PING))
            .cause("one connection per call")
            .evidence(evidence)
            .remedy("keep one JedisPooled for the process and let it keep connections")
            .notRemedies(List.of("net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT)"))
            .build();
    Finding note =
        new FindingBuilder("probe", Severity.INFO, "port 8080")
            .summary("10.0.0.9 connects every 2 s and sends nothing.")
            .cause("a health check")
            .build();
    return new Report(
        picture(
            new KernelView(
                "sock_diag",
                21.4,
                states(
                    TcpState.ESTABLISHED,
                    12,
                    TcpState.FIN_WAIT_2,
                    3,
                    TcpState.TIME_WAIT,
                    24_310,
                    TcpState.CLOSE_WAIT,
                    0),
                states(TcpState.ESTABLISHED, 10, TcpState.TIME_WAIT, 24_297)),
            List.of(
                new CloseCount(Role.CLIENT, Initiator.LOCAL, How.FIN, 30_000),
                new CloseCount(Role.SERVER, Initiator.REMOTE, How.FIN, 412),
                new CloseCount(Role.CLIENT, Initiator.REMOTE, How.RST, 12)),
            new TimeWait(24_310, 24_297, 13),
            List.of(redis, balancer),
            List.of(get, ping),
            List.of(),
            List.of(
                new ConnectFailure(
                    "address_unavailable", "10.0.0.5:6379", "", 4, TIME - 7_000, GET)),
            PORTS,
            health(Map.of("sock_diag", "on"), List.of())),
        List.of(finding, note));
  }

  /** Responses that the application does not close. */
  static Report closeWaitLeak() {
    CloseWaitGroup group =
        CloseWaitGroup.builder()
            .role(Role.CLIENT)
            .remote("10.0.0.7:8080")
            .count(120)
            .olderThanMinute(118)
            .oldestSeconds(303.2)
            .endOfStreamRead(117)
            .endOfStreamUnread(1)
            .answered(3)
            .growth(new Growth(120, 240.5, 12.3, 9, 2))
            .openedAt("c0ffee00")
            .line(FETCH)
            .via("org.apache.hc.client5.http.classic.HttpClient.execute")
            .frames(
                List.of(
                    "org.apache.hc.client5.http.classic.HttpClient.execute(HttpClient.java:183)",
                    FETCH))
            .build();
    Finding finding =
        new FindingBuilder("close-wait-leak", Severity.WARNING, "10.0.0.7:8080")
            .summary("118 sockets in CLOSE_WAIT for more than a minute, the oldest for 5 min 3 s.")
            .detail(
                "100 %  " + FETCH + "  via org.apache.hc.client5.http.classic.HttpClient.execute")
            .cause("the peer has closed, this JVM never does")
            .evidence("closeWait", 118L)
            .remedy("close the response in try-with-resources")
            .remedy("close the bodies of 4xx answers and of retried calls as well")
            .notRemedy("any sysctl")
            .notRemedy("a higher ulimit")
            .build();
    return new Report(
        picture(
            new KernelView(
                "procfs",
                4.0,
                states(TcpState.ESTABLISHED, 2, TcpState.TIME_WAIT, 0, TcpState.CLOSE_WAIT, 120),
                states(TcpState.ESTABLISHED, 2, TcpState.TIME_WAIT, 0, TcpState.CLOSE_WAIT, 120)),
            List.of(),
            new TimeWait(0, 0, 0),
            List.of(),
            List.of(),
            List.of(group),
            List.of(),
            PORTS,
            health(
                Map.of("sock_diag", "refused: operation not permitted"),
                List.of("sock_diag is refused here (operation not permitted); procfs is used."))),
        List.of(finding));
  }

  /** An agent that could not ask the kernel anything. */
  static Report unknownKernel() {
    return new Report(
        picture(
            new KernelView("off", Double.NaN, Map.of(), Map.of()),
            List.of(new CloseCount(Role.UNKNOWN, Initiator.UNKNOWN, How.UNKNOWN, 7)),
            TimeWait.UNKNOWN,
            List.of(
                Destination.builder()
                    .remote("[2001:db8::1]:443")
                    .closes(7)
                    .closesLocalFirst(0)
                    .closesPerSecond(0.2)
                    .timeWaitClosesPerSecond(0.2)
                    .build()),
            List.of(
                Site.builder().id("12345678").closes(7).line(FETCH).frames(List.of(FETCH)).build()),
            List.of(),
            List.of(),
            Ports.UNKNOWN,
            AgentHealth.builder()
                .version("0.1.0")
                .dropped(0)
                .errors(2)
                .corrected(0)
                .capabilities(Map.of("tcp_info", "missing: no JNA for this platform"))
                .build()),
        List.of());
  }

  private static Picture picture(
      KernelView kernel,
      List<CloseCount> closes,
      TimeWait timeWait,
      List<Destination> destinations,
      List<Site> sites,
      List<CloseWaitGroup> closeWait,
      List<ConnectFailure> failures,
      Ports ports,
      AgentHealth agent) {
    return Picture.builder()
        .pid(4242)
        .timeMillis(TIME)
        .watchingSeconds(73.2)
        .kernel(kernel)
        .closes(closes)
        .timeWait(timeWait)
        .top(20)
        .destinations(destinations)
        .listeningPorts(LISTENING)
        .sites(sites)
        .closeWait(closeWait)
        .connectFailures(failures)
        .ports(ports)
        .totals(
            Totals.builder()
                .opened(Map.of(Role.CLIENT, 24_301L))
                .lifetimes(Totals.UNKNOWN.lifetimes)
                .timeWait(Totals.UNKNOWN.timeWait)
                .checks(Totals.UNKNOWN.checks)
                .build())
        .agent(agent)
        .build();
  }

  private static AgentHealth health(Map<String, String> capabilities, List<String> problems) {
    return AgentHealth.builder()
        .version("0.1.0")
        .dropped(0)
        .errors(0)
        .corrected(0)
        .hookTimes(new io.firstfin.picture.HookTimes(900, 300, 400, 600))
        .capabilities(new java.util.TreeMap<>(capabilities))
        .problems(problems)
        .build();
  }

  private static Map<TcpState, Integer> states(Object... statesAndCounts) {
    Map<TcpState, Integer> states = new java.util.EnumMap<>(TcpState.class);
    for (int i = 0; i < statesAndCounts.length; i += 2) {
      states.put((TcpState) statesAndCounts[i], (Integer) statesAndCounts[i + 1]);
    }
    return states;
  }
}
