package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.same;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Picture;
import io.firstfin.picture.SiteShare;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class TimeWaitServerSideTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "a server at the threshold",
            picture().timeWait(5000, 5000).with(server("10.0.0.9:*", 8080).timeWait(5000, -1)),
            "warning time-wait-server-side *:8080"),
        row(
            "a server just below is harmless",
            picture().timeWait(4999, 4999).with(server("10.0.0.9:*", 8080).timeWait(4999, -1)),
            "info time-wait-server-side *:8080"),
        row(
            "a server with a hundred is harmless",
            picture().timeWait(100, 100).with(server("10.0.0.9:*", 8080).timeWait(100, -1)),
            "info time-wait-server-side *:8080"),
        row(
            "a server with fewer is not worth a word",
            picture().timeWait(99, 99).with(server("10.0.0.9:*", 8080).timeWait(99, -1))),
        row(
            "the peers of one port are counted together, another port on its own",
            picture()
                .timeWait(6000, 6000)
                .with(
                    server("10.0.0.9:*", 8080).timeWait(2500, -1),
                    server("10.0.0.8:*", 8080).timeWait(2500, -1),
                    server("10.0.0.9:*", 9090).timeWait(599, -1)),
            "warning time-wait-server-side *:8080",
            "info time-wait-server-side *:9090"),
        row(
            "the threshold is on the sum of the ports too; a tenth of it is warned of",
            picture()
                .timeWait(5000, 5000)
                .with(
                    server("10.0.0.9:*", 8080).timeWait(3000, -1),
                    server("10.0.0.9:*", 8081).timeWait(1501, -1).connections(1, 3),
                    server("10.0.0.9:*", 8082).timeWait(499, -1)),
            "warning server-closes-each *:8081",
            "warning time-wait-server-side *:8080",
            "info time-wait-server-side *:8082"),
        row(
            "the sum of the ports just below",
            picture()
                .timeWait(4999, 4999)
                .with(
                    server("10.0.0.9:*", 8080).timeWait(3000, -1),
                    server("10.0.0.9:*", 8081).timeWait(1999, -1)),
            "info time-wait-server-side *:8080",
            "info time-wait-server-side *:8081"),
        row(
            "peers that the picture has no room for are counted on their port",
            picture()
                .timeWait(9000, 9000)
                .timeWaitByRole(0, 9000)
                .with(server("10.0.0.9:*", 8080).timeWait(200, -1))
                .listening(8080, 4500)
                .listening(8081, 4500),
            "warning time-wait-server-side *:8080",
            "warning time-wait-server-side *:8081"));
  }

  @Test
  void aServerThatClosesFirstHasThisText() {
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
                   Their cost: no client port; no descriptor; about 0.25 KB of kernel memory each, 2.0 MB in all; 3 %
                   of net.ipv4.tcp_max_tw_buckets.
                    100 %  org.apache.tomcat.util.net.NioEndpoint.close(N.java:1)
                   Cause: this JVM closes the connections that it accepted, after 100 exchanges at the median.
                   Remedy: 1. Tomcat closes after maxKeepAliveRequests (100 unless set; in Spring Boot
                              server.tomcat.max-keep-alive-requests), after keepAliveTimeout, when the client asks for
                              it, and after status 400, 408, 411, 413, 414, 500, 501 or 503.
                           2. let the clients close: give them, and a proxy before this service, a shorter idle
                              time-out than this server has.
                   Not a remedy: 1. net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                                 2. any other sysctl: nothing is short here.
                   Check: ss -Htan state time-wait sport = :8080 | wc -l
                   More: java -jar firstfin.jar explain time-wait-server-side
        """,
        logged(picture));
  }

  @Test
  void sessionsThatEndWithTheirLastExchangeAreNoIdleTimeOut() {
    Picture picture =
        new PictureBuilder()
            .timeWait(8000, 8000)
            .with(
                server("10.0.0.9:*", 2525)
                    .timeWait(8000, -1)
                    .connections(6, 40)
                    .closes(Initiator.LOCAL, 4000)
                    .closes(Initiator.SIMULTANEOUS, 4000)
                    .ended(Initiator.LOCAL, same(900, 6), same(900, 1), Spread.UNKNOWN))
            .build();

    Finding finding = only(picture);
    assertTrue(finding.summary.contains("at the same moment as the peer"), finding.summary);
    assertTrue(finding.cause.endsWith("right after the last data"), finding.cause);
    assertTrue(finding.remedy.get(0).contains("QUIT"), finding.remedy.toString());
  }

  @Test
  void anIdleTimeOutIsNoReasonToHonourKeepAlive() {
    String handler = "com.acme.Gate.userEventTriggered(Gate.java:51)";
    Picture picture =
        new PictureBuilder()
            .timeWait(8000, 8000)
            .with(
                server("10.0.0.9:*", 8080)
                    .timeWait(8000, -1)
                    .connections(1, 9000)
                    .closes(Initiator.LOCAL, 8000)
                    .share("s", handler, "", 8000)
                    .ended(Initiator.LOCAL, same(900, 1), new Spread(900, 100, 8000, 9000), NONE))
            .site(
                "s",
                Role.SERVER,
                8000,
                "io.netty.channel.AbstractChannelHandlerContext.close(A.java:1)",
                handler)
            .build();

    Finding finding = only(picture);
    assertTrue(finding.cause.contains("a time-out for idle connections"), finding.cause);
    assertTrue(finding.remedy.get(0).contains("IdleStateHandler"), finding.remedy.toString());
    assertTrue(finding.remedy.get(1).contains("shorter idle time-out"), finding.remedy.toString());
  }

  @Test
  void aPortHasItsOwnSocketsAndLinesOnly() {
    Picture picture =
        new PictureBuilder()
            .timeWait(2050, 2050)
            .with(server("10.0.0.9:*", 18080).timeWait(10, -1))
            .listening(
                18080, 2000, new SiteShare("a", "com.acme.Server.end(S.java:7)", "", "", 2000))
            .listening(18081, 50, new SiteShare("b", "com.acme.Other.end(O.java:7)", "", "", 50))
            .site("a", Role.SERVER, 2000, "com.acme.Server.end(S.java:7)")
            .site("b", Role.SERVER, 50, "com.acme.Other.end(O.java:7)")
            .build();

    Finding finding = only(picture);
    assertEquals("*:18080", finding.subject);
    assertEquals(2000, finding.count);
    assertEquals("100 %  com.acme.Server.end(S.java:7)", finding.details.get(1));
  }
}
