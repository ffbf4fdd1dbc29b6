package io.firstfin.diagnose;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.rule.Rules;
import io.firstfin.library.Libraries;
import io.firstfin.picture.Picture;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the agent reported of the demo's scenarios, reduced to what the rules read: a broken one has
 * its finding and no other, and a cured one has no warning.
 */
class ReportedApplicationsTest {
  private static final String SERVER = "127.0.0.1:41083";

  static Stream<Arguments> broken() {
    return Stream.of(
        row(
            "handler-closes",
            picture()
                .timeWait(2859, 2859)
                .with(
                    server("127.0.0.1:*", 38691).timeWait(1489, 1489).connections(1, 0),
                    server("127.0.0.1:*", 34153).timeWait(1370, 1370).connections(1, 4)),
            "warning server-closes-each *:34153",
            "warning server-closes-each *:38691"),
        row(
            "idle-cap",
            closedAsClient(
                1544,
                2,
                192,
                "okhttp3.internal._UtilJvmKt.closeQuietly(-UtilJvm.kt:287)",
                "okhttp3.internal.connection.RealConnectionPool.closeConnections(R.kt:1)",
                "okhttp3.internal.connection.RealConnectionPool$cleanupTask$1.runOnce(R.kt:1)"),
            "warning pool-churn " + SERVER),
        row(
            "client-per-call",
            closedAsClient(
                600,
                1,
                3072,
                "jdk.internal.net.http.PlainHttpConnection.close(PlainHttpConnection.java:371)",
                "jdk.internal.net.http.ConnectionPool.close(ConnectionPool.java:309)",
                "java.util.ArrayList.forEach(ArrayList.java:1511)",
                "jdk.internal.net.http.ConnectionPool.stop(ConnectionPool.java:326)",
                "jdk.internal.net.http.HttpClientImpl.stop(HttpClientImpl.java:347)"),
            "warning client-per-call " + SERVER),
        row(
            "connection-per-call",
            closedAsClient(5368, 1, 2, "com.acme.Call.callAndDisconnect(Call.java:76)"),
            "warning close-per-request " + SERVER),
        row(
            "server-stuck",
            picture().closeWait(Role.SERVER, "127.0.0.1:*", 76, 76, 0, ""),
            "warning server-stuck *:8080"),
        row(
            "abortive",
            picture()
                .timeWait(400, 400)
                .closes(Role.CLIENT, Initiator.LOCAL, How.FIN, 400)
                .closes(Role.CLIENT, Initiator.LOCAL, How.RST, 400)
                .closes(Role.SERVER, Initiator.REMOTE, How.RST, 400)
                .with(client(SERVER).timeWait(400, 400).connections(4, 112)),
            "info abortive-close process"));
  }

  static Stream<Arguments> cured() {
    return Stream.of(
        row("nothing was closed", picture().timeWait(0, 0)),
        row(
            "handler-closes",
            closedAsClient(
                4,
                320,
                7168,
                "sun.nio.ch.NioSocketImpl.close(NioSocketImpl.java:889)",
                "java.net.Socket.close(Socket.java:1)",
                "sun.net.www.http.HttpClient.closeServer(HttpClient.java:1)",
                "sun.net.www.http.KeepAliveCache.run(KeepAliveCache.java:1)")),
        row(
            "leaked-response",
            closedAsClient(
                61,
                1,
                768,
                "org.apache.hc.core5.io.Closer.close(Closer.java:48)",
                "org.apache.hc.core5.pool.PoolEntry.discardConnection(PoolEntry.java:178)")),
        row("port-exhaustion", closedAsClient(1, 128, 10240, "com.acme.Echo.keep(Echo.java:134)")),
        row(
            "server-stuck",
            closedAsClient(2, 0, 56, "com.acme.Scraper.scrapeAndLeave(Scraper.java:138)")
                .closes(Role.CLIENT, Initiator.LOCAL, How.FIN, 75)
                .closes(Role.SERVER, Initiator.REMOTE, How.RST, 72)),
        row(
            "stale-pool",
            picture()
                .timeWait(0, 0)
                .closes(Role.CLIENT, Initiator.REMOTE, How.RST, 156)
                .closes(Role.SERVER, Initiator.LOCAL, How.FIN, 156)
                .with(server("127.0.0.1:*", 41783).timeWait(0, 0).connections(1, 2048))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenApplicationHasTheFindingThatExplainsIt(
      String scenario, PictureBuilder picture, List<String> expected) {
    assertEquals(expected, found(picture));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cured")
  void anApplicationInOrderHasNone(String scenario, PictureBuilder picture, List<String> none) {
    assertEquals(none, found(picture));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"broken", "cured"})
  void aSavedReportHasTheSameFindings(String scenario, PictureBuilder builder, List<String> none)
      throws Exception {
    Picture picture = builder.build();
    String written = ReportJson.write(new Report(picture, diagnosed(picture)));

    Picture read = ReportJson.read(written).picture;

    assertEquals(written, ReportJson.write(new Report(read, diagnosed(read))));
  }

  /** Findings with thresholds as low as those that the demo gives the agent. */
  private static List<Finding> diagnosed(Picture picture) {
    return new Diagnoses(Rules.ALL)
        .run(picture, new Thresholds(500, 50, 0.7), Libraries.builtIn())
        .findings;
  }

  private static List<String> found(PictureBuilder picture) {
    return diagnosed(picture.build()).stream()
        .map(finding -> finding.severity.label() + " " + finding.id + " " + finding.subject)
        .collect(Collectors.toList());
  }

  private static Arguments row(String scenario, PictureBuilder picture, String... expected) {
    return Arguments.of(scenario, picture, List.of(expected));
  }

  private static PictureBuilder picture() {
    return new PictureBuilder();
  }

  private static PictureBuilder closedAsClient(
      int sockets, int exchanges, long ageMillis, String... frames) {
    return picture()
        .timeWait(sockets, sockets)
        .with(
            client(SERVER)
                .timeWait(sockets, sockets)
                .connections(exchanges, ageMillis)
                .share("s", frames[frames.length - 1], "", sockets))
        .site("s", Role.CLIENT, sockets, frames);
  }
}
