package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Severity;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Counters;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.Ends;
import io.firstfin.picture.FailedReuse;
import io.firstfin.picture.FinWait2;
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
import io.firstfin.picture.Unconnected;
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
  private static final Ports PORTS = new Ports(32_768, 60_999, 0, 2, 1000, 1, 262_144);

  private static final List<ListeningPort> LISTENING =
      List.of(
          new ListeningPort(
              8080,
              0,
              List.of(new CloseCount(Role.SERVER, Initiator.REMOTE, How.FIN, 412)),
              -1,
              -1,
              List.of(),
              List.of()));

  private Reports() {}

  /** A service in order: a few connections that a pool closed. */
  static Report allWell() {
    Destination redis =
        new Destination(
            Role.CLIENT,
            "10.0.0.5:6379",
            0,
            3,
            3,
            0.0,
            0,
            12,
            3,
            List.of(),
            0.1,
            0.1,
            15,
            28_232,
            Double.NaN,
            400,
            60_000,
            250,
            Ends.UNKNOWN,
            List.of(new SiteShare("0badcafe", GET, "redis.clients.jedis.Jedis.close", 3)),
            List.of());
    Site site =
        new Site(
            "0badcafe",
            Role.CLIENT,
            Initiator.LOCAL,
            How.FIN,
            3,
            3,
            false,
            GET,
            "redis.clients.jedis.Jedis.close",
            List.of("redis.clients.jedis.Jedis.close(Jedis.java:101)", GET));
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

  /** One connection for each call to a cache, the ports nearly all taken. */
  static Report timeWait() {
    Destination redis =
        new Destination(
            Role.CLIENT,
            "10.0.0.5:6379",
            0,
            24_297,
            24_310,
            412.0,
            0,
            30_012,
            30_000,
            List.of(
                new CloseCount(Role.CLIENT, Initiator.LOCAL, How.FIN, 30_000),
                new CloseCount(Role.CLIENT, Initiator.REMOTE, How.RST, 12)),
            412.0,
            412.0,
            24_299,
            28_232,
            9.5,
            1,
            3,
            2,
            new Ends(
                List.of(
                    new Ending(
                        Initiator.LOCAL,
                        new Spread(4_000, 1, 1, 2),
                        new Spread(3_999, 0, 0, 4),
                        new Spread(3_998, 64, 80, 160)),
                    new Ending(
                        Initiator.REMOTE, new Spread(12, 3, 5, 7), Spread.UNKNOWN, Spread.UNKNOWN)),
                new Spread(3_997, 0, 2, 6),
                new FailedReuse(
                    9,
                    8,
                    7,
                    new Spread(9, 1_024, 2_048, 4_096),
                    new Spread(15, 1_025, 2_049, 4_097))),
            List.of(
                new SiteShare("a1b2c3d4", GET, "redis.clients.jedis.Jedis.close", 23_811),
                new SiteShare("00000017", PING, "", 486)),
            List.of(
                new ClosingShare(
                    "a1b2c3d4",
                    Initiator.LOCAL,
                    How.FIN,
                    GET,
                    "redis.clients.jedis.Jedis.close",
                    29_000)));
    Destination balancer =
        new Destination(
            Role.SERVER,
            "10.0.0.9:*",
            8080,
            0,
            0,
            Double.NaN,
            0,
            412,
            0,
            List.of(),
            5.5,
            0.0,
            -1,
            -1,
            Double.NaN,
            -1,
            -1,
            -1,
            Ends.UNKNOWN,
            List.of(),
            List.of());
    Site get =
        new Site(
            "a1b2c3d4",
            Role.CLIENT,
            Initiator.LOCAL,
            How.FIN,
            29_400,
            23_811,
            true,
            GET,
            "redis.clients.jedis.Jedis.close",
            List.of(
                "redis.clients.jedis.Jedis.close(Jedis.java:101)",
                GET,
                "com.acme.Shop.price(Shop.java:210)"));
    Site ping =
        new Site(
            "00000017",
            Role.CLIENT,
            Initiator.LOCAL,
            How.FIN,
            600,
            486,
            false,
            PING,
            "",
            List.of(PING));
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

  /** Responses that nobody closes. */
  static Report closeWaitLeak() {
    CloseWaitGroup group =
        new CloseWaitGroup(
            Role.CLIENT,
            "10.0.0.7:8080",
            0,
            120,
            118,
            303.2,
            117,
            1,
            new Growth(120, 240.5, 12.3, 9, 2),
            "c0ffee00",
            FETCH,
            "org.apache.hc.client5.http.classic.HttpClient.execute",
            List.of(
                "org.apache.hc.client5.http.classic.HttpClient.execute(HttpClient.java:183)",
                FETCH));
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

  /** An agent that could ask the kernel nothing. */
  static Report unknownKernel() {
    return new Report(
        picture(
            new KernelView("off", Double.NaN, Map.of(), Map.of()),
            List.of(new CloseCount(Role.UNKNOWN, Initiator.UNKNOWN, How.UNKNOWN, 7)),
            new TimeWait(-1, -1, -1),
            List.of(
                new Destination(
                    Role.UNKNOWN,
                    "[2001:db8::1]:443",
                    0,
                    -1,
                    -1,
                    Double.NaN,
                    -1,
                    7,
                    0,
                    List.of(),
                    0.2,
                    0.2,
                    -1,
                    -1,
                    Double.NaN,
                    -1,
                    -1,
                    -1,
                    Ends.UNKNOWN,
                    List.of(),
                    List.of())),
            List.of(
                new Site(
                    "12345678",
                    Role.UNKNOWN,
                    Initiator.UNKNOWN,
                    How.UNKNOWN,
                    7,
                    -1,
                    false,
                    FETCH,
                    "",
                    List.of(FETCH))),
            List.of(),
            List.of(),
            Ports.UNKNOWN,
            new AgentHealth(
                "0.1.0",
                0,
                2,
                0,
                -1,
                Map.of("tcp_info", "missing: no JNA for this platform"),
                List.of())),
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
    return new Picture(
        4242,
        TIME,
        73.2,
        kernel,
        closes,
        timeWait,
        20,
        destinations,
        LISTENING,
        sites,
        closeWait,
        FinWait2.UNKNOWN,
        Unconnected.UNKNOWN,
        failures,
        ports,
        Counters.UNKNOWN,
        new Totals(
            Map.of(Role.CLIENT, 24_301L),
            Totals.UNKNOWN.lifetimes,
            Totals.UNKNOWN.timeWait,
            -1,
            Totals.UNKNOWN.looks),
        agent);
  }

  private static AgentHealth health(Map<String, String> capabilities, List<String> problems) {
    return new AgentHealth("0.1.0", 0, 0, 0, 900, new java.util.TreeMap<>(capabilities), problems);
  }

  private static Map<TcpState, Integer> states(Object... statesAndCounts) {
    Map<TcpState, Integer> states = new java.util.EnumMap<>(TcpState.class);
    for (int i = 0; i < statesAndCounts.length; i += 2) {
      states.put((TcpState) statesAndCounts[i], (Integer) statesAndCounts[i + 1]);
    }
    return states;
  }
}
