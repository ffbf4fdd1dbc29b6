package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static io.firstfin.diagnose.DestinationBuilder.server;

import io.firstfin.diagnose.RuleCases;
import io.firstfin.vocabulary.Initiator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class ProbeTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "a peer comes at regular times for next to nothing",
            picture().with(probe(10, 500, 2000, 2, 2048)),
            "info probe *:8080"),
        row("a peer that came less often", picture().with(probe(9, 500, 2000, 2, 2048))),
        row("a peer that comes more often", picture().with(probe(10, 499, 1900, 2, 2048))),
        row("a peer that comes irregularly", picture().with(probe(10, 500, 2001, 2, 2048))),
        row("a peer that asks more", picture().with(probe(10, 500, 2000, 3, 2048))),
        row("a peer that moves more", picture().with(probe(10, 500, 2000, 2, 2561))),
        row(
            "a peer of which nothing but the times are known",
            picture().with(server("10.0.0.9:*", 8080).closeIntervals(same(10, 500)))),
        row(
            "a client that connects at regular times is no probe",
            picture()
                .with(
                    client(REDIS)
                        .closeIntervals(same(10, 10_000))
                        .ended(Initiator.LOCAL, same(10, 1), NONE, same(10, 200)))),
        row(
            "two probes of a port are one finding",
            picture().with(probe(10, 500, 2000, 2, 2048), probe(99, 10_000, 10_000, 0, 0)),
            "info probe *:8080"),
        row(
            "a server's TIME_WAIT over the threshold stays a warning, probe or not",
            picture().with(probe(10, 500, 2000, 1, 200).timeWait(5000, -1)),
            "warning time-wait-server-side *:8080",
            "info probe *:8080"));
  }
}
