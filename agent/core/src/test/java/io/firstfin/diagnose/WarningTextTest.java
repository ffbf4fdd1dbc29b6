package io.firstfin.diagnose;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.log.FindingLog;
import io.firstfin.picture.Picture;
import io.firstfin.picture.SiteShare;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The warnings as a user reads them, from picture to log. */
class WarningTextTest {
  private static final String REDIS = "10.0.0.5:6379";
  private static final String CACHE = "com.acme.CacheClient.get(CacheClient.java:42)";

  @Test
  void oneConnectionPerCall() {
    Picture picture =
        new PictureBuilder()
            .timeWait(24310, 24297)
            .with(
                client(REDIS)
                    .timeWait(24297, 24310)
                    .growth(412)
                    .ports(24299, 40000, 9.5)
                    .connections(1, 3)
                    .share("a", CACHE, "redis.clients.jedis.Jedis.close", 23811)
                    .share("b", "com.acme.Health.ping(Health.java:17)", "", 486))
            .site("a", Role.CLIENT, 23811, "redis.clients.jedis.Jedis.close(Jedis.java:400)", CACHE)
            .site("b", Role.CLIENT, 486, "com.acme.Health.ping(Health.java:17)")
            .build();

    assertEquals(
        """
        [firstfin] WARNING time-wait 10.0.0.5:6379: 24,310 sockets in TIME_WAIT, +412/s; 61 % of the 40,000 ports to
                   this destination are taken, the rest last 9 s.
                   This JVM closed first in 24,297 of them (client side, 1 exchange each, 3 ms old at the median).
                     98 %  com.acme.CacheClient.get(CacheClient.java:42)  via redis.clients.jedis.Jedis.close
                      2 %  com.acme.Health.ping(Health.java:17)
                   Cause: one connection per call. Remedy: keep one RedisClient (JedisPooled before Jedis 7.2) for the
                     process and let it keep connections.
                   Not a remedy: net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                   More: docs/findings.md#close-per-request
        """,
        logged(picture));
  }

  @Test
  void unknownNumbersAreLeftOut() {
    Picture picture =
        new PictureBuilder().timeWait(6000, 6000).with(client(REDIS).timeWait(6000, -1)).build();

    assertEquals(
        """
        [firstfin] WARNING time-wait 10.0.0.5:6379: 6,000 sockets in TIME_WAIT.
                   This JVM closed first in 6,000 of them (client side).
                    100 %  line not known
                   Cause: this JVM closes first; how many exchanges a connection served is not known.
                   Remedy: 1. share one pooled client and use its connections again.
                           2. with HttpURLConnection: read the body and the error stream to the end and close the
                              stream; no disconnect(), no Connection: close.
                   Not a remedy: net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                   More: docs/findings.md#close-per-request
        """,
        logged(picture));
  }

  @Test
  void noPortIsLeft() {
    Picture picture =
        new PictureBuilder()
            .defaultPorts()
            .with(
                client(REDIS)
                    .timeWait(4000, 28000)
                    .rate(400)
                    .ports(28232, 28232, 0)
                    .share("a", CACHE, "", 4000))
            .failure("address_unavailable", REDIS, 17, 1000)
            .build();

    assertEquals(
        """
        [firstfin] WARNING port-exhaustion 10.0.0.5:6379: 17 connects found no free port (EADDRNOTAVAIL); 100 % of the
                   28,232 ports to this destination are taken.
                   The last connect that failed: com.acme.Net.go(Net.java:9)
                   Taken by: TIME_WAIT of this JVM 4,000, other TIME_WAIT 24,000, other states 232.
                   The present rate, 400 closes a second, leads to 24,000 in TIME_WAIT; the ports bear 471 a second.
                    100 %  com.acme.CacheClient.get(CacheClient.java:42)
                   Cause: closes that are not traced to this JVM, as of other processes of the network namespace, keep
                     the ports for 60 s.
                   Remedy: 1. find the process that closes first.
                           2. then net.ipv4.tcp_tw_reuse=1 on this host (both ends need TCP timestamps).
                           3. a wider net.ipv4.ip_local_port_range (now 32768 to 60999), or more source or destination
                              addresses.
                   Not a remedy: 1. net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                                 2. lowering net.ipv4.tcp_max_tw_buckets (connections lose their protection).
                   More: docs/findings.md#port-exhaustion
        """,
        logged(picture));
  }

  @Test
  void portsRunOutForEachCallHasAConnection() {
    Picture picture =
        new PictureBuilder()
            .timeWait(22000, 22000)
            .with(
                client(REDIS)
                    .timeWait(22000, 22000)
                    .rate(500)
                    .ports(22003, 28232, 12.4)
                    .connections(1, 3)
                    .share("a", CACHE, "redis.clients.jedis.Jedis.close", 22000))
            .site("a", Role.CLIENT, 22000, "redis.clients.jedis.Jedis.close(Jedis.java:400)", CACHE)
            .build();

    assertEquals(
        """
        [firstfin] WARNING port-exhaustion 10.0.0.5:6379: 78 % of the 28,232 ports to this destination are taken, the
                   rest last 12 s.
                   Taken by: TIME_WAIT of this JVM 22,000, other TIME_WAIT 0, other states 3.
                   The present rate, 500 closes a second, leads to 30,000 in TIME_WAIT; the ports bear 471 a second.
                   This JVM closed first in 22,000 of them (client side, 1 exchange each, 3 ms old at the median).
                    100 %  com.acme.CacheClient.get(CacheClient.java:42)  via redis.clients.jedis.Jedis.close
                   Also seen, and explained by this: close-per-request.
                   Cause: one connection per call; each close keeps its port for 60 s.
                   Remedy: 1. keep one RedisClient (JedisPooled before Jedis 7.2) for the process and let it keep
                              connections.
                           2. then net.ipv4.tcp_tw_reuse=1 on this host (both ends need TCP timestamps).
                           3. a wider net.ipv4.ip_local_port_range, or more source or destination addresses.
                   Not a remedy: 1. net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                                 2. lowering net.ipv4.tcp_max_tw_buckets (connections lose their protection).
                   More: docs/findings.md#port-exhaustion
        """,
        logged(picture));
  }

  @Test
  void responsesAreLeaked() {
    Picture picture =
        new PictureBuilder()
            .closeWait(
                "10.0.0.7:8080",
                150,
                150,
                0,
                "org.apache.hc.client5.http.impl.classic.InternalHttpClient.doExecute(I.java:1)",
                "com.acme.Orders.load(Orders.java:31)")
            .closeWait("10.0.0.7:8080", 50, 50, 0)
            .build();

    assertEquals(
        """
        [firstfin] WARNING close-wait-leak 10.0.0.7:8080: 200 sockets in CLOSE_WAIT for more than a minute, the oldest
                   for 14 min; the peer has closed, this JVM has not.
                   Opened at:
                     75 %  com.acme.Orders.load(Orders.java:31)
                     25 %  opener unknown: opened before the agent watched, or not sampled
                   Cause: nobody has read the peer's end of stream: the connections lie in a pool or are forgotten.
                   Remedy: 1. take each response in an HttpClientResponseHandler, or close it in try-with-resources,
                              whatever the status.
                           2. close each connection in try-with-resources, and the bodies of 4xx and of retried or
                              timed-out calls.
                   Not a remedy: 1. any sysctl: no timer ends CLOSE_WAIT, only the application's close does.
                                 2. a higher limit of open files (it is reached later).
                   More: docs/findings.md#close-wait-leak
        """,
        logged(picture));
  }

  @Test
  void aPoolKeepsWhatThePeerHasClosed() {
    assertEquals(
        """
        [firstfin] WARNING close-wait-pooled 10.0.0.7:8080: 120 sockets in CLOSE_WAIT for more than a minute, the
                   oldest for 14 min; the peer has closed, this JVM has not.
                   Opened at:
                    100 %  com.acme.Orders.load(Orders.java:31)
                   In the last five minutes 0 came and 0 left; the last new peak was 5 min ago.
                   A leak whose calls have paused looks the same until they come back.
                   Cause: a pool keeps what the peer has closed: nobody has read the end of stream, and their number
                     has not grown for longer than it took to grow.
                   Remedy: 1. HttpClientBuilder.evictExpiredConnections() and evictIdleConnections(...) below the
                              server's idle time-out.
                           2. have the pool evict idle and expired connections, after a shorter time than the peer
                              keeps them.
                   Not a remedy: 1. any sysctl: no timer ends CLOSE_WAIT, only the application's close does.
                                 2. a higher limit of open files (it is reached later).
                                 3. turning keep-alive off: each call would then pay for a connection.
                   More: docs/findings.md#close-wait-pooled
        """,
        logged(new PictureBuilder().pooled("10.0.0.7:8080", 120, 120, 30, 300).build()));
  }

  @Test
  void whetherAPoolOrALeakIsNotKnownYet() {
    assertEquals(
        """
        [firstfin] WARNING close-wait-leak 10.0.0.7:8080: 120 sockets in CLOSE_WAIT for more than a minute, the oldest
                   for 14 min; the peer has closed, this JVM has not.
                   Opened at:
                    100 %  com.acme.Orders.load(Orders.java:31)
                   In the last five minutes 0 came and 0 left; the last new peak was 70 s ago.
                   Cause: nobody has read the peer's end of stream: they lie in a pool, which bounds them, or are
                     leaked and grow without bound; which of both is not known yet.
                   Remedy: 1. take each response in an HttpClientResponseHandler, or close it in try-with-resources,
                              whatever the status.
                           2. close each connection in try-with-resources, and the bodies of 4xx and of retried or
                              timed-out calls.
                           3. if they lie in the pool: HttpClientBuilder.evictExpiredConnections() and
                              evictIdleConnections(...) below the server's idle time-out.
                   Not a remedy: 1. any sysctl: no timer ends CLOSE_WAIT, only the application's close does.
                                 2. a higher limit of open files (it is reached later).
                   More: docs/findings.md#close-wait-leak
        """,
        logged(new PictureBuilder().pooled("10.0.0.7:8080", 120, 120, 30, 70).build()));
  }

  @Test
  void theServerCloses() {
    Picture picture =
        new PictureBuilder()
            .timeWait(8000, 8000)
            .defaultPorts()
            .with(
                server("10.0.0.9:*", 8080)
                    .timeWait(8000, 8000)
                    .connections(100, 900)
                    .share("s", "org.apache.tomcat.util.net.NioEndpoint.close(N.java:1)", "", 8000))
            .site("s", Role.SERVER, 8000, "org.apache.tomcat.util.net.NioEndpoint.close(N.java:1)")
            .build();

    assertEquals(
        """
        [firstfin] WARNING time-wait-server-side *:8080: 8,000 sockets in TIME_WAIT on this listening port; this JVM
                   closed first in all of them (server side).
                   Their cost: no client port, about 0.25 KB of kernel memory each (2.0 MB), 3 % of
                   net.ipv4.tcp_max_tw_buckets.
                    100 %  org.apache.tomcat.util.net.NioEndpoint.close(N.java:1)
                   Cause: this JVM closes the connections that it accepted, after 100 exchanges at the median.
                   Remedy: 1. Tomcat closes after maxKeepAliveRequests (100 unless set; in Spring Boot
                              server.tomcat.max-keep-alive-requests), after keepAliveTimeout, and when the client asks
                              for it.
                           2. let the client close: honour its keep-alive; behind a proxy too (nginx before 1.29.7:
                              proxy_http_version 1.1, Connection "", keepalive).
                   Not a remedy: 1. net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                                 2. any other sysctl: nothing is short here.
                   More: docs/findings.md#time-wait-server-side
        """,
        logged(picture));
  }

  @Test
  void aPoolTooPatient() {
    Picture picture = new PictureBuilder().with(client(REDIS).failedAfterFin(40, 1984)).build();

    assertEquals(
        """
        [firstfin] WARNING stale-reuse 10.0.0.5:6379: 40 idle connections failed at the next use in the last five
                   minutes: the peer had closed them, after 1.9 s without data at the median.
                   Cause: the client keeps idle connections longer than the peer does, or the peer was restarted; a
                     call that was written after its FIN is answered by a reset. Remedy: the client's idle time-out
                     below the peer's (here about 1.9 s), and looked at in the background, not at the next call alone
                     (reactor-netty: evictInBackground(...) as well); TIME_WAIT moves to the client then, on purpose.
                   Not a remedy: sending each failed call again: a POST may have been carried out.
                   More: docs/findings.md#stale-reuse
        """,
        logged(picture));
  }

  /** Two other clients of the JVM close more, and are no part of it. */
  private static PictureBuilder amongOthers(DestinationBuilder destination) {
    return new PictureBuilder()
        .with(
            destination
                .closed(Initiator.REMOTE, "n", "com.acme.Web.get(Web.java:5)", 160)
                .closed(Initiator.LOCAL, "n", "com.acme.Web.stop(Web.java:9)", 3))
        .site("n", Role.CLIENT, 0, "reactor.netty.channel.ChannelOperations.x(C.java:1)")
        .site("k", Role.CLIENT, 500, "org.apache.kafka.common.network.Selector.close(S.java:1)")
        .site("h", Role.CLIENT, 500, "com.zaxxer.hikari.pool.PoolBase.close(P.java:1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {StaleReuse.ID, SilentMiddlebox.ID, RequestCap.ID})
  void adviceIsForTheClientsOfItsDestinationOnly(String id) {
    DestinationBuilder destination = client(REDIS);
    switch (id) {
      case StaleReuse.ID:
        destination.failedAfterFin(40, 1984);
        break;
      case SilentMiddlebox.ID:
        destination.failedSilently(9, 9, 352_256);
        break;
      default:
        destination.ended(Initiator.REMOTE, same(900, 100), same(900, 0), Spread.UNKNOWN);
    }

    Finding finding = only(amongOthers(destination).build());

    assertEquals(id, finding.id);
    String text = String.join("\n", finding.details) + String.join("\n", finding.remedy);
    assertFalse(text.contains("afka") || text.contains("ikari"), text);
  }

  @Test
  void theLinesOfAStaleReuseAreThoseOfItsDestination() {
    Finding finding = only(amongOthers(client(REDIS).failedAfterFin(40, 1984)).build());

    assertEquals(
        List.of(
            "Where connections are closed that a peer ended first:",
            "100 %  com.acme.Web.get(Web.java:5)"),
        finding.details);
  }

  @Test
  void aPortIsToldWithItsOwnSocketsAndLinesOnly() {
    Picture picture =
        new PictureBuilder()
            .timeWait(2050, 2050)
            .with(server("10.0.0.9:*", 18080).timeWait(10, -1))
            .listening(18080, 2000, new SiteShare("a", "com.acme.Server.end(S.java:7)", "", 2000))
            .listening(18081, 50, new SiteShare("b", "com.acme.Other.end(O.java:7)", "", 50))
            .site("a", Role.SERVER, 2000, "com.acme.Server.end(S.java:7)")
            .site("b", Role.SERVER, 50, "com.acme.Other.end(O.java:7)")
            .build();

    Finding finding = only(picture);
    assertEquals("*:18080", finding.subject);
    assertEquals(2000, finding.count);
    assertEquals("100 %  com.acme.Server.end(S.java:7)", finding.details.get(1));
  }

  @Test
  void theLinesOfWhatIsSpreadAreThoseOfAllDestinations() {
    PictureBuilder builder = new PictureBuilder().timeWait(6000, 6000).timeWaitByRole(6000, 0);
    for (int i = 0; i < 20; i++) {
      builder.with(client("10.0.1." + i + ":1").timeWait(30, 30));
    }
    Picture picture = builder.site("a", Role.CLIENT, 6000, "com.acme.Net.go(N.java:7)").build();

    assertTrue(only(picture).details.contains("100 %  com.acme.Net.go(N.java:7)"));
  }

  @Test
  void theCheckOfAStuckServerNamesItsPort() {
    Picture picture = new PictureBuilder().acceptedInCloseWait("10.0.0.9:*", 8080, 100).build();

    assertEquals(
        "ss -Htan state close-wait sport = :8080 | wc -l", only(picture).evidence.get("check"));
  }

  private static Finding only(Picture picture) {
    List<Finding> findings = Diagnoses.all(new Thresholds(5000, 100, 0.7)).run(picture).findings;
    assertEquals(1, findings.size());
    return findings.get(0);
  }

  @Test
  void aFirewallThatForgets() {
    Picture picture =
        new PictureBuilder().with(client(REDIS).failedSilently(1, 4, 352_256)).build();

    assertEquals(
        """
        [firstfin] WARNING silent-middlebox 10.0.0.5:6379: 5 connections failed at the next use in the last five
                   minutes, idle for 5 min at the median: 4 without any answer, 1 by a reset. No FIN had come.
                   Cause: something between forgot the connections while they were idle (a firewall, NAT or load
                     balancer), or the peer's host was lost. Remedy: idle time-out and lifetime of the client's pool
                     below the limit of what is between; or TCP keep-alive with a shorter interval (SO_KEEPALIVE and
                     TCP_KEEPIDLE).
                   Not a remedy: longer socket time-outs: the call fails later.
                   More: docs/findings.md#silent-middlebox
        """,
        logged(picture));
  }

  @Test
  void aServersLimitOfRequests() {
    Picture picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(
                server("10.0.0.9:*", 8080)
                    .timeWait(6000, -1)
                    .ended(Initiator.LOCAL, same(900, 100), same(900, 0), Spread.UNKNOWN)
                    .closed(Initiator.LOCAL, "a", "", 900))
            .site(
                "a",
                Role.SERVER,
                6000,
                "org.apache.tomcat.util.net.NioChannel.close(NioChannel.java:109)")
            .build();

    assertEquals(
        """
        [firstfin] WARNING request-cap *:8080: 6,000 sockets in TIME_WAIT on this listening port; this JVM closed
                   first in all of them (server side).
                   Their cost: no client port, about 0.25 KB of kernel memory each (1.5 MB), and they count toward
                   net.ipv4.tcp_max_tw_buckets.
                    100 %  line not known
                   Of 900 recent connections this JVM ended 900 first, the client 0.
                   Also seen, and explained by this: time-wait-server-side.
                   Cause: this server allows about 100 exchanges on a connection. Remedy: maxKeepAliveRequests (100
                     unless set; in Spring Boot server.tomcat.max-keep-alive-requests) higher, or -1 for no limit.
                   Not a remedy: 1. net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                                 2. any other sysctl: nothing is short here.
                   More: docs/findings.md#request-cap
        """,
        logged(picture));
  }

  @Test
  void thePoolsMethodThatClosesIsNamed() {
    String evictor = "okhttp3.internal.connection.RealConnectionPool.closeConnections";
    Picture picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(client(REDIS).timeWait(6000, 6000).share("a", "okhttp3.Quietly", "", 6000))
            .site("a", Role.CLIENT, 6000, "okhttp3.Quietly.close(Q.kt:1)", evictor + "(R.kt:1)")
            .build();

    String cause = "the pool closes them (" + evictor + "): more connections become idle";
    assertTrue(logged(picture).replaceAll("\\s+", " ").contains(cause), logged(picture));
  }

  private static String logged(Picture picture) {
    List<String> entries = new ArrayList<>();
    FindingLog log = new FindingLog(entries::add, 300_000);
    Diagnosed diagnosed = Diagnoses.all(new Thresholds(5000, 100, 0.7)).run(picture);
    log.log(new FindingLives().look(diagnosed, 0), 0);
    return String.join("", entries);
  }
}
