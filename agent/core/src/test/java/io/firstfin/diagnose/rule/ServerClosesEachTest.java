package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.server;

import io.firstfin.diagnose.RuleCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class ServerClosesEachTest extends RuleCases {
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
}
