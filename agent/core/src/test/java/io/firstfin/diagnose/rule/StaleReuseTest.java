package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class StaleReuseTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "ten idle connections failed after the peer's FIN",
            picture().with(client(REDIS).failedAfterFin(10, 2000)),
            "warning stale-reuse 10.0.0.5:6379"),
        row("nine failed so", picture().with(client(REDIS).failedAfterFin(9, 2000))),
        row(
            "the peer's FIN failed no connection",
            picture().with(client(REDIS).ended(Initiator.REMOTE, same(900, 3), NONE, NONE))),
        row(
            "calls met connections that the peer had reset while they were idle",
            reset(10, CALL),
            "warning stale-reuse 10.0.0.5:6379"),
        row("nine met them", reset(9, CALL)),
        row(
            "a pool checked them first",
            reset(40, "org.apache.commons.pool2.Some.validateObject(Some.java:1)", CALL)),
        row(
            "a call gave its broken connection back",
            reset(40, "org.apache.commons.pool2.Some.invalidateObject(Some.java:1)", CALL),
            "warning stale-reuse 10.0.0.5:6379"),
        row(
            "an event loop met them",
            reset(40, "io.netty.channel.nio.NioEventLoop.run(N.java:1)")));
  }

  private static PictureBuilder reset(long count, String... frames) {
    return picture()
        .with(
            client(REDIS)
                .resetWhileIdle(count, 4000)
                .closed(Initiator.REMOTE, How.RST, "s", frames[frames.length - 1], (int) count))
        .site("s", Role.CLIENT, 0, frames);
  }

  @Test
  void aPoolThatIsTooPatientHasThisText() {
    Picture picture = new PictureBuilder().with(client(REDIS).failedAfterFin(40, 1984)).build();

    assertEquals(
        """
        [firstfin] WARNING stale-reuse 10.0.0.5:6379: 40 idle connections failed at the next use in the last five
                   minutes: the peer had closed them, after 2 s without data at the median.
                   Cause: the client keeps idle connections longer than the peer does, or the peer was restarted; a
                     call that was written after its FIN is answered by a reset.
                   Remedy: the client's idle time-out below the peer's (here about 2 s), and checked in the
                     background, not only at the next call (reactor-netty: evictInBackground(...) as well); TIME_WAIT
                     moves to the client then, on purpose.
                   Not a remedy: sending each failed call again: a POST may have been carried out.
                   Check: ss -Htino state close-wait dst 10.0.0.5:6379
                   More: java -jar firstfin.jar explain stale-reuse
        """,
        logged(picture));
  }
}
