package io.firstfin.diagnose.rule;

import static java.lang.Double.NaN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.vocabulary.TcpCounter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class AcceptQueueOverflowTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "full, and the kernel drops",
            dropped(10).acceptQueue(8080, 51, 50, 0, 0),
            "warning accept-queue-overflow *:8080"),
        row(
            "full for long, whatever the counter says",
            picture().acceptQueue(8080, 51, 50, 10, 0),
            "warning accept-queue-overflow *:8080"),
        row("full, and a few drops, maybe another's", dropped(9).acceptQueue(8080, 51, 50, 0, 0)),
        row("full at one check, and nothing dropped", dropped(0).acceptQueue(8080, 51, 50, 0, 0)),
        row("as many as there is room for", dropped(50).acceptQueue(8080, 50, 50, NaN, NaN)),
        row(
            "full half a minute ago",
            dropped(10).acceptQueue(8080, 0, 50, NaN, 30),
            "warning accept-queue-overflow *:8080"),
        row("full long ago", dropped(10).acceptQueue(8080, 0, 50, NaN, 90)),
        row(
            "only the port that was full",
            dropped(10).acceptQueue(8080, 0, 50, NaN, 30).acceptQueue(9090, 3, 50, NaN, NaN),
            "warning accept-queue-overflow *:8080"),
        row(
            "many drops, never seen full, and no other server in the namespace",
            dropped(10).listeners(1, 1).acceptQueue(8080, 0, 50, NaN, NaN),
            "warning accept-queue-overflow *:8080"),
        row(
            "the same with two ports",
            dropped(10)
                .listeners(2, 2)
                .acceptQueue(8080, 0, 50, NaN, NaN)
                .acceptQueue(9090, 0, 50, NaN, NaN),
            "warning accept-queue-overflow process"),
        row(
            "the drops may be another server's",
            dropped(1000).listeners(2, 1).acceptQueue(8080, 0, 50, NaN, NaN)),
        row(
            "few drops, never seen full",
            dropped(9).listeners(1, 1).acceptQueue(8080, 0, 50, NaN, NaN)),
        row("no listener", dropped(1000).listeners(0, 0)),
        row("the limit is not known (procfs)", dropped(5).acceptQueue(8080, 500, -1, NaN, NaN)));
  }

  @Test
  void aBurstNeedsABacklogAndAStuckAcceptorDoesNot() {
    Finding burst = only(dropped(40).acceptQueue(8080, 51, 50, 0, 0).build());
    Finding stuck = only(dropped(40).acceptQueue(8080, 51, 50, 20, 0).build());

    assertEquals(
        "51 connections wait to be accepted, and the queue has room for 50; 40 connections were"
            + " dropped in the last 61 s because an accept queue of this network namespace was"
            + " full; clients wait for a second or more, or time out.",
        burst.summary);
    assertTrue(burst.remedy.get(0).startsWith("a larger backlog (now 50)"), burst.remedy.get(0));
    assertTrue(stuck.remedy.get(0).startsWith("a thread dump"), stuck.remedy.get(0));
  }

  private static PictureBuilder dropped(long connections) {
    return picture().counter(TcpCounter.LISTEN_OVERFLOWS, 4711, connections);
  }
}
