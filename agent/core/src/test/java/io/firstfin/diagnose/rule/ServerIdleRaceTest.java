package io.firstfin.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.IdleRace;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class ServerIdleRaceTest extends RuleCases {
  private static final Spread TWO_SECONDS = new Spread(40, 1900, 2000, 2900);
  private static final String SERVER = "com.acme.Server.closeIdle";

  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "calls that came after the close",
            of(new IdleRace(40, 12, 5, 14, TWO_SECONDS), SERVER),
            "warning server-idle-race *:8080"),
        row("fewer of them", of(new IdleRace(40, 4, 4, 4, TWO_SECONDS), SERVER)),
        row(
            "sockets that vanished by their peers' resets",
            of(new IdleRace(90, 90, 4, 4, TWO_SECONDS), SERVER)),
        row(
            "more resets than two for each socket that vanished",
            of(new IdleRace(40, 12, 12, 25, TWO_SECONDS), SERVER)),
        row(
            "an idle time that varies is no time-out",
            of(new IdleRace(40, 9, 9, 9, new Spread(40, 1000, 2000, 9000)), SERVER)),
        row("a kernel that was not asked", of(IdleRace.UNKNOWN, SERVER)),
        row(
            "a client of TLS answers a close with a farewell",
            of(new IdleRace(40, 9, 9, 9, TWO_SECONDS), "io.netty.handler.ssl.SslHandler.close")),
        row(
            "a client of HTTP/2 too",
            of(
                new IdleRace(40, 9, 9, 9, TWO_SECONDS),
                "io.netty.handler.codec.http2.Http2ConnectionHandler.close")),
        row(
            "a WebSocket too",
            of(
                new IdleRace(40, 9, 9, 9, TWO_SECONDS),
                "org.apache.tomcat.websocket.WsSession.onClose")));
  }

  @Test
  void theIdleTimeIsInTheCauseAndInTheRemedy() {
    Finding finding = only(of(new IdleRace(40, 9, 9, 9, TWO_SECONDS), SERVER).build());

    assertEquals(9, finding.count);
    assertTrue(finding.cause.contains("about 2 s"), finding.cause);
    assertTrue(finding.remedy.toString().contains("below the 2 s"), finding.remedy::toString);
  }

  private static PictureBuilder of(IdleRace race, String method) {
    ClosingShare closing =
        new ClosingShare(
            "s", Initiator.LOCAL, How.FIN, "com.acme.Server.run(Server.java:7)", method, 40);
    return picture()
        .listening(
            ListeningPort.builder()
                .port(8080)
                .idleRace(race)
                .closingSites(List.of(closing))
                .build());
  }
}
