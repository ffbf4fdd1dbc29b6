package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static io.firstfin.diagnose.DestinationBuilder.unknownRole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.DestinationBuilder;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.library.Libraries;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;

class ClosePerRequestTest extends RuleCases {
  private static final String OKHTTP = "okhttp3.internal.connection.RealCall.x(RealCall.kt:1)";
  private static final String CACHE = "com.acme.CacheClient.get(CacheClient.java:42)";

  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "a client at the threshold",
            picture().timeWait(5000, 5000).with(client(REDIS).timeWait(5000, 5000)),
            "warning close-per-request 10.0.0.5:6379"),
        row(
            "a client just below",
            picture().timeWait(4999, 4999).with(client(REDIS).timeWait(4999, 4999))),
        row(
            "the threshold is on the sum; a tenth of it has its own finding",
            picture()
                .timeWait(5000, 5000)
                .with(
                    client("a:1").timeWait(4001, 4001),
                    client("b:1").timeWait(500, 500),
                    client("c:1").timeWait(499, 499)),
            "warning close-per-request a:1",
            "warning close-per-request b:1"),
        row(
            "spread over many destinations, the process is the subject",
            picture().timeWait(5500, 5500).with(many(11, 490)),
            "warning close-per-request process"),
        row(
            "the peer closes first: the sockets are not ours",
            picture().timeWait(9000, 9000).with(client(REDIS).timeWait(0, 9000))),
        row(
            "how many are ours is not known",
            picture().timeWait(-1, -1).with(client(REDIS).timeWait(9000, 9000))),
        row(
            "the role is not known",
            picture().timeWait(9000, 9000).with(unknownRole(REDIS).timeWait(9000, 9000)),
            "warning close-per-request process"),
        row(
            "the role is not known, just below",
            picture().timeWait(4999, 4999).with(unknownRole(REDIS).timeWait(4999, 4999))),
        row(
            "the role of most is not known, and nothing else stands out",
            picture()
                .timeWait(5000, 5000)
                .with(unknownRole(REDIS).timeWait(4000, 4000), client("a:1").timeWait(499, -1))
                .with(server("10.0.0.9:*", 8080).timeWait(99, -1)),
            "warning close-per-request process"));
  }

  @Test
  void whatTheGarbageCollectorClosedWasNeverClosedByTheCall() {
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(
                client(REDIS)
                    .timeWait(6000, 6000)
                    .connections(1, 4200)
                    .share("k", CACHE, "", 6000));
    picture.sites.add(
        Site.builder()
            .id("k")
            .role(Role.CLIENT)
            .initiator(Initiator.LOCAL)
            .line(CACHE)
            .closedBy(Libraries.GARBAGE_COLLECTOR)
            .build());

    Finding finding = only(picture.build());

    assertTrue(finding.cause.contains("never closed: the garbage collector"), finding.cause);
  }

  @Test
  void aConnectionForEachCallHasThisText() {
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
                   Their cost: a port each to this destination; no descriptor; about 0.25 KB of kernel memory each,
                   6.2 MB in all.
                     98 %  com.acme.CacheClient.get(CacheClient.java:42)  via redis.clients.jedis.Jedis.close
                      2 %  com.acme.Health.ping(Health.java:17)
                   Cause: one connection per call.
                   Remedy: keep one RedisClient (JedisPooled before Jedis 7.2) for the process and let it keep
                     connections.
                   Not a remedy: net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                   Check: ss -Htan state time-wait dst 10.0.0.5:6379 | wc -l
                   More: java -jar firstfin.jar explain close-per-request
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
                   Their cost: a port each to this destination; no descriptor; about 0.25 KB of kernel memory each,
                   1.5 MB in all.
                    100 %  line not known
                   Cause: this JVM closes first; how many exchanges a connection served is not known.
                   Remedy: share one pooled client and use its connections again.
                   Not a remedy: net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                   Check: ss -Htan state time-wait dst 10.0.0.5:6379 | wc -l
                   More: java -jar firstfin.jar explain close-per-request
        """,
        logged(picture));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | 3     | one connection per call
          1  | 10000 | one connection per call
          1  | -1    | one connection per call
          1  | 10001 | this JVM closes first, after a connection served 1 exchange in 10 s
          2  | 10001 | this JVM closes first, after a connection served 2 exchanges in 10 s
          -1 | 3     | this JVM closes first; how many exchanges a connection served is not known
          -1 | -1    | this JVM closes first; how many exchanges a connection served is not known
          """)
  void claimsOneConnectionPerCallOnlyWhenItIsKnown(int exchanges, long ageMillis, String cause) {
    assertEquals(cause, find(client("a:1").connections(exchanges, ageMillis)).cause);
  }

  @Test
  void namesTheLibraryInTheStack() {
    Finding finding = find(client("a:1").connections(1, 3).share("k", "l", "", 6000));

    assertTrue(finding.remedy.get(0).contains("one OkHttpClient"), finding.remedy.toString());
  }

  @Test
  void advisesALargerPoolForConnectionsThatWereKept() {
    Finding finding = find(client("a:1").connections(50, 30_000).share("k", "l", "", 6000));

    String remedies = String.join("\n", finding.remedy);
    assertTrue(remedies.contains("ConnectionPool("), remedies);
    assertFalse(remedies.contains("one OkHttpClient"), remedies);
  }

  /** A TLS handshake that was not seen, and a login, are exchanges too. */
  @ParameterizedTest
  @CsvSource({"2, 3", "3, 5", "4, 40", "6, 10", "11, 300", "50, 3000"})
  void advisesOneClientWhileConnectionsAreYoungWhateverTheExchanges(int exchanges, long age) {
    Finding finding = find(client("a:1").connections(exchanges, age).share("k", "l", "", 6000));

    String remedies = String.join("\n", finding.remedy);
    assertTrue(remedies.contains("one OkHttpClient"), remedies);
    assertTrue(remedies.contains("ConnectionPool("), remedies);
  }

  @Test
  void theSameExchangesEachTimeAndTheCloseAtOnceAreOneConnectionPerUnitOfWork() {
    Finding ldap = find(sessions(3, 4, 0).share("k", "l", "", 6000));
    Finding ssh = find(sessions(11, 300, 2).share("n", "l", "", 6000));

    assertEquals(
        "one connection for each call or unit of work: each is closed right after the same 3"
            + " exchanges, those of a greeting and a login included",
        ldap.cause);
    assertTrue(ssh.cause.startsWith("one connection for each call"), ssh.cause);
    for (Finding finding : List.of(ldap, ssh)) {
      assertFalse(String.join("", finding.remedy).contains("let the pool"), finding.id);
    }
  }

  @Test
  void exchangesThatDifferMayBeThoseOfAPool() {
    Finding finding =
        find(
            client("a:1")
                .connections(8, 300)
                .ended(Initiator.LOCAL, new Spread(900, 2, 8, 40), same(900, 0), NONE));

    assertEquals(
        "this JVM closes first, after a connection served 8 exchanges in 300 ms: one connection for"
            + " each unit of work, or more connections than a pool keeps",
        finding.cause);
  }

  @Test
  void theSameExchangesAndThenIdleAreNotOneUnitOfWork() {
    Finding finding =
        find(
            client("a:1")
                .connections(6, 5000)
                .ended(Initiator.LOCAL, same(900, 6), new Spread(900, 900, 2900, 4800), NONE));

    assertFalse(finding.cause.contains("unit of work: each"), finding.cause);
  }

  @Test
  void withoutAnExchangeNobodyWaitedForAnAnswer() {
    Finding finding = find(client("a:1").connections(0, 3).share("k", "l", "", 6000));

    assertTrue(finding.cause.contains("gave up"), finding.cause);
    assertFalse(finding.cause.contains("per call"), finding.cause);
    assertFalse(String.join("", finding.remedy).contains("OkHttpClient"), finding.cause);
  }

  @Test
  void dataInOneDirectionAndTheCloseAtOnceAreATransferOrAMessage() {
    Finding finding =
        find(
            client("a:1")
                .connections(0, 3)
                .ended(Initiator.LOCAL, same(900, 0), same(900, 0), same(900, 2000)));

    assertTrue(finding.cause.startsWith("one connection for each transfer"), finding.cause);
    assertTrue(finding.remedy.get(0).startsWith("where they are messages"), finding.cause);
  }

  @Test
  void forATransferItsLibraryKnowsBest() {
    String store = "org.apache.commons.net.ftp.FTPClient.storeFile(FTPClient.java:1)";
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(
                client("a:1")
                    .connections(0, 3)
                    .ended(Initiator.LOCAL, same(900, 0), same(900, 0), same(900, 2000))
                    .timeWait(6000, 6000)
                    .share("c", "l", "", 6000))
            .site("c", Role.CLIENT, 6000, store, "com.acme.A.a(A.java:1)");

    Finding finding = only(picture.build());

    assertTrue(finding.remedy.get(0).startsWith("FTP opens"), finding.remedy.toString());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2000, 50"})
  void withoutDataOrAfterAWhileTheCallerGaveUp(long bytes, long idle) {
    Finding finding =
        find(
            client("a:1")
                .connections(0, 60)
                .ended(Initiator.LOCAL, same(900, 0), same(900, idle), same(900, bytes)));

    assertTrue(finding.cause.contains("gave up"), finding.cause);
  }

  @Test
  void callsThatWereGivenUpAreNotOneConnectionPerCall() {
    String cancel = "okhttp3.internal.connection.RealCall.cancel(RealCall.kt:1)";
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(client("a:1").connections(1, 30).timeWait(6000, 6000).share("c", "l", "", 6000))
            .site("c", Role.CLIENT, 6000, cancel, "com.acme.A.a(A.java:1)");

    Finding finding = only(picture.build());

    assertTrue(finding.cause.startsWith("calls were given up"), finding.cause);
    assertTrue(finding.remedy.get(0).startsWith("where calls time out"), finding.remedy.toString());
    assertFalse(String.join("", finding.remedy).contains("one OkHttpClient"), finding.cause);
  }

  private static DestinationBuilder sessions(int exchanges, long age, long idle) {
    return client("a:1")
        .connections(exchanges, age)
        .ended(Initiator.LOCAL, same(900, exchanges), same(900, idle), NONE);
  }

  @Test
  void namesTheLibraryByViaWhenThePictureHasNoRoomForTheSite() {
    Finding finding =
        find(
            client("a:1")
                .connections(1, 3)
                .share("elsewhere", "l", "io.lettuce.core.RedisClient.connect", 6000));

    assertTrue(finding.remedy.get(0).contains("StatefulRedisConnection"));
  }

  @Test
  void addsTheLinesOfOneCallUp() {
    Finding finding =
        find(
            client("a:1")
                .share("x", "com.acme.A.a(A.java:1)", "v", 3000)
                .share("y", "com.acme.A.a(A.java:1)", "v", 1500));

    assertEquals(
        List.of("75 %  com.acme.A.a(A.java:1)  via v", "25 %  line not known"),
        finding.details.subList(2, 4));
  }

  @Test
  void sumsUpTheLinesBeyondTheHeaviestFive() {
    DestinationBuilder destination = client("a:1");
    for (int i = 0; i < 8; i++) {
      destination.share("s" + i, "com.acme.A.a(A.java:" + i + ")", "", 750);
    }

    Finding finding = find(destination);

    assertEquals("38 %  3 other lines", finding.details.get(7));
  }

  private static Finding find(DestinationBuilder destination) {
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(destination.timeWait(6000, 6000))
            .site("k", Role.CLIENT, 6000, OKHTTP, "com.acme.A.a(A.java:1)");
    return only(picture.build());
  }
}
