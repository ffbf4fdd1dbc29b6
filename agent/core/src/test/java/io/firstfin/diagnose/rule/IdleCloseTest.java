package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;

import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class IdleCloseTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "a pool closes after a constant idle time",
            picture()
                .with(
                    client(REDIS)
                        .ended(
                            Initiator.LOCAL,
                            new Spread(20, 1, 40, 900),
                            new Spread(20, 1000, 1200, 2000),
                            NONE)),
            "info idle-close 10.0.0.5:6379"),
        row(
            "a server closes after a constant idle time, many clients are one sum",
            picture().with(servers(4, NONE, same(5, 20_000))),
            "info idle-close *:8080"),
        row(
            "a constant idle time on fewer connections",
            picture().with(client(REDIS).ended(Initiator.LOCAL, NONE, same(19, 2000), NONE))),
        row(
            "a constant idle time of less than a second",
            picture().with(client(REDIS).ended(Initiator.LOCAL, NONE, same(900, 979), NONE))),
        row(
            "an idle time that varies",
            picture()
                .with(
                    client(REDIS)
                        .ended(Initiator.LOCAL, NONE, new Spread(900, 1000, 1500, 2001), NONE))),
        row(
            "connections that end with their client were idle for no time-out's sake",
            picture()
                .site("s", Role.CLIENT, 99, JDK_CLIENT_ENDS)
                .with(
                    client(REDIS)
                        .ended(Initiator.LOCAL, same(99, 1), same(99, 2500), NONE)
                        .closed(Initiator.LOCAL, "s", JDK_CLIENT_ENDS, 99))),
        row(
            "the peer closes after a constant idle time",
            picture().with(client(REDIS).ended(Initiator.REMOTE, NONE, same(900, 2000), NONE))),
        row(
            "TIME_WAIT over the threshold stays a warning, idle or not",
            picture()
                .timeWait(5000, 5000)
                .with(
                    client(REDIS)
                        .timeWait(5000, 5000)
                        .ended(Initiator.LOCAL, NONE, same(900, 60_000), NONE)),
            "warning close-per-request 10.0.0.5:6379",
            "info idle-close 10.0.0.5:6379"));
  }
}
