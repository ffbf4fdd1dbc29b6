package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.DestinationBuilder;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.RuleCases;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class ConnectTimeoutsTest extends RuleCases {
  private static final DestinationBuilder ANSWERS = client("10.0.0.9:80").lately(3, 0);

  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "some of the connects time out",
            picture().with(client(REDIS).lately(900, 10)),
            "warning connect-timeouts 10.0.0.5:6379"),
        row("a packet is lost now and then", picture().with(client(REDIS).lately(900, 9))),
        row(
            "all time out, and another destination answers",
            picture().with(client(REDIS).lately(0, 10), ANSWERS),
            "warning connect-timeouts 10.0.0.5:6379"),
        row("nothing answers: this host's network", picture().with(client(REDIS).lately(0, 500))),
        row(
            "this host's own ports are short: port-exhaustion",
            picture().defaultPorts().with(client(REDIS).lately(900, 50).ports(28000, 28232, 0)),
            "warning port-exhaustion 10.0.0.5:6379"));
  }

  @Test
  void theClosesASecondAreTheLever() {
    Finding finding =
        only(
            picture()
                .failure("timed_out", REDIS, 50, 1000)
                .with(client(REDIS).lately(9000, 50).rate(120).ports(3000, 28232, -1))
                .build());

    assertEquals(
        "50 connects timed out in the last five minutes, while others to it succeeded; this"
            + " host's ports are not the cause: 11 % are taken.",
        finding.summary);
    assertEquals("The last of them: com.acme.Net.go(Net.java:9)", finding.details.get(0));
    assertTrue(finding.remedy.get(0).contains("120 closes a second"), finding.remedy.get(0));
  }
}
