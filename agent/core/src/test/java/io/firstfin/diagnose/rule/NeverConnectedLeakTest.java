package io.firstfin.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Unconnected;
import io.firstfin.vocabulary.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class NeverConnectedLeakTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "descriptors without a connection at the threshold",
            picture().unconnected(120, 100, 0),
            "warning never-connected-leak process"),
        row("descriptors without a connection just below", picture().unconnected(120, 99, 0)),
        row("young descriptors without a connection", picture().unconnected(9000, 0, 0)),
        row("descriptors without a connection are not known", picture().unconnected(-1, -1, -1)),
        row(
            "descriptors whose connection has ended are listed with their opener",
            picture().unconnected(100, 100, 100),
            "warning never-connected-leak process"));
  }

  @Test
  void acceptedConnectionsThatTheirClientsResetMayBeResponsesThatStayOpen() {
    String accept = "org.apache.tomcat.util.net.NioEndpoint.serverSocketAccept(N.java:1)";
    PictureBuilder picture = new PictureBuilder();
    picture.unconnected =
        new Unconnected(
            100,
            100,
            840,
            100,
            List.of(new OpenerCount(Role.SERVER, accept, "", List.of(accept), 100)));

    Finding finding = only(picture.build());

    assertTrue(finding.remedy.get(0).contains("SseEmitter"), finding.remedy.toString());
    assertTrue(finding.remedy.get(1).contains("heartbeat"), finding.remedy.toString());
  }
}
