package io.firstfin.diagnose.evidence;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class SpreadTimeWaitTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "a server's spread over many ports, at the threshold",
            picture().timeWait(5000, 5000).with(manyPorts(50, 100)),
            with("warning time-wait-server-side process", infoOfPorts(50))),
        row(
            "a server's spread over many ports, just below",
            picture().timeWait(4999, 4999).with(manyPorts(50, 99))),
        row(
            "a server's spread over more ports than the picture has room for",
            picture().timeWait(5000, 5000).timeWaitByRole(0, 5000).with(manyPorts(20, 90)),
            "warning time-wait-server-side process"),
        row(
            "a client's spread over more destinations than the picture has room for",
            picture().timeWait(5000, 5000).timeWaitByRole(5000, 0).with(many(20, 90)),
            "warning close-per-request process"),
        row(
            "spread over both roles the larger one has the finding: the client",
            picture().timeWait(5000, 5000).with(many(30, 90)).with(manyPorts(25, 92)),
            "warning close-per-request process"),
        row(
            "spread over both roles the larger one has the finding: the server",
            picture().timeWait(5000, 5000).with(many(25, 92)).with(manyPorts(30, 90)),
            "warning time-wait-server-side process"),
        row(
            "each role's alone reaches the threshold",
            picture().timeWait(12000, 12000).timeWaitByRole(6000, 6000).with(many(20, 90)),
            "warning close-per-request process",
            "warning time-wait-server-side process"),
        row(
            "what stands out is enough, the rest does not reach the threshold",
            picture()
                .timeWait(5000, 5000)
                .with(many(30, 90))
                .with(server("10.0.0.9:*", 8080).timeWait(2300, -1)),
            "warning time-wait-server-side *:8080"),
        row(
            "a hostile report's numbers have no end",
            picture()
                .timeWait(Integer.MAX_VALUE, Integer.MAX_VALUE)
                .with(
                    server("10.0.0.9:*", 8080).timeWait(Integer.MAX_VALUE, -1),
                    server("10.0.0.8:*", 8081).timeWait(Integer.MAX_VALUE, -1)),
            "warning time-wait-server-side *:8080",
            "warning time-wait-server-side *:8081"));
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
}
