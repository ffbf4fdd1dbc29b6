package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.DestinationBuilder;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class ServerClosesEachTest extends RuleCases {
  private static final String TOMCAT = "org.apache.tomcat.util.net.NioChannel.close(N.java:1)";

  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "a server that closes after one exchange, at the threshold",
            picture().with(server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(1, 3)),
            "warning server-closes-each *:8080"),
        row(
            "a server that closes after one exchange, just below",
            picture().with(server("10.0.0.9:*", 8080).timeWait(4999, -1).connections(1, 3)),
            "info server-closes-each *:8080"),
        row(
            "a server that closes after one exchange, too few for a finding",
            picture().with(server("10.0.0.9:*", 8080).timeWait(99, -1).connections(1, 3))),
        row(
            "a server that closes after two exchanges",
            picture().with(server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(2, 3)),
            "warning time-wait-server-side *:8080"),
        row(
            "a server that closes what was idle after one exchange",
            picture().with(server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(1, 1000)),
            "warning time-wait-server-side *:8080"),
        row(
            "when a server closes after one exchange is not known",
            picture().with(server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(1, -1)),
            "warning time-wait-server-side *:8080"),
        row(
            "most connections of a port are closed after one exchange",
            picture()
                .with(
                    server("10.0.0.9:*", 8080).timeWait(2501, -1).connections(1, 3),
                    server("10.0.0.8:*", 8080).timeWait(2499, -1).connections(100, 900)),
            "warning server-closes-each *:8080"),
        row(
            "fewer than half of the connections of a port are closed after one exchange",
            picture()
                .with(
                    server("10.0.0.9:*", 8080).timeWait(2499, -1).connections(1, 3),
                    server("10.0.0.8:*", 8080).timeWait(2501, -1).connections(100, 900)),
            "warning time-wait-server-side *:8080"),
        row(
            "one port closes after each exchange, another later",
            picture()
                .with(
                    server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(1, 3),
                    server("10.0.0.9:*", 9090).timeWait(200, -1).connections(100, 900)),
            "warning server-closes-each *:8080",
            "info time-wait-server-side *:9090"),
        row(
            "a client that closes after one exchange is no server",
            picture().with(client(REDIS).timeWait(4999, 4999).connections(1, 3))));
  }

  @Test
  void fewHostsWithNearlyAllConnectionsAreProxies() {
    Finding finding = only(clients(1, 6000));

    assertTrue(
        finding.remedy.get(0).startsWith("nearly all connections come from 10.0.1.0: if that is"),
        finding.remedy.toString());
    for (String proxy : List.of("nginx", "HAProxy", "Apache httpd", "Envoy", "balancer")) {
      assertTrue(finding.remedy.get(0).contains(proxy), finding.remedy.toString());
    }
  }

  @Test
  void manyHostsAreClients() {
    Finding finding = only(clients(30, 200));

    assertTrue(finding.remedy.get(0).startsWith("let the clients keep"), finding.remedy.toString());
  }

  @Test
  void tomcatClosesAfterAnErrorByItself() {
    Finding finding =
        only(
            new PictureBuilder()
                .with(
                    server("10.0.0.9:*", 8080)
                        .timeWait(5000, -1)
                        .connections(1, 3)
                        .share("s", TOMCAT, "", 5000))
                .site("s", Role.SERVER, 5000, TOMCAT)
                .build());

    assertTrue(String.join("; ", finding.remedy).contains("500, 501"), finding.remedy.toString());
  }

  @Test
  void aServerThatKeepsOthersConnectionsIsNotToldToKeepThem() {
    Finding finding =
        only(
            new PictureBuilder()
                .with(
                    server("10.0.0.9:*", 8080)
                        .timeWait(5000, -1)
                        .connections(1, 3)
                        .share("s", TOMCAT, "", 5000),
                    server("10.0.0.8:*", 8080)
                        .connections(1, 3)
                        .ended(Initiator.REMOTE, same(40, 25), NONE, NONE))
                .site("s", Role.SERVER, 5000, TOMCAT)
                .build());

    assertTrue(finding.cause.contains("of other clients are kept"), finding.cause);
    assertFalse(
        finding.remedy.toString().contains("maxKeepAliveRequests"), finding.remedy.toString());
  }

  private static Picture clients(int hosts, int each) {
    return new PictureBuilder()
        .timeWait(hosts * each, hosts * each)
        .with(
            IntStream.range(0, hosts)
                .mapToObj(
                    i ->
                        server("10.0.1." + i + ":*", 8080)
                            .timeWait(each, -1)
                            .connections(1, 3)
                            .closes(Initiator.LOCAL, each))
                .toArray(DestinationBuilder[]::new))
        .build();
  }
}
