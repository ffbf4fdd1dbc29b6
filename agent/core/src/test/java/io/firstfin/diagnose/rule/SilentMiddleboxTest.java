package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Picture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class SilentMiddleboxTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "five connections that were idle for long failed without a FIN",
            picture().with(client(REDIS).failedSilently(2, 3, 30_000)),
            "warning silent-middlebox 10.0.0.5:6379"),
        row("four failed so", picture().with(client(REDIS).failedSilently(2, 2, 30_000))),
        row(
            "they were not idle for long",
            picture().with(client(REDIS).failedSilently(9, 0, 29_999))),
        row(
            "for how long they were idle is not known",
            picture().with(client(REDIS).failedSilently(9, 9, -1))));
  }

  @Test
  void aFirewallThatForgetsHasThisText() {
    Picture picture =
        new PictureBuilder().with(client(REDIS).failedSilently(1, 4, 352_256)).build();

    assertEquals(
        """
        [firstfin] WARNING silent-middlebox 10.0.0.5:6379: 5 connections failed at the next use in the last five
                   minutes, idle for 5 min 50 s at the median: 4 without any answer, 1 by a reset. No FIN had come.
                   Cause: something between the hosts forgot the connections while they were idle (a firewall, NAT or
                     load balancer), or the peer's host was lost.
                   Remedy: idle time-out and lifetime of the client's pool below the idle limit of the middlebox; or
                     TCP keep-alive with a shorter interval (SO_KEEPALIVE and TCP_KEEPIDLE).
                   Not a remedy: longer socket time-outs: the call fails later.
                   Check: ss -Htino dst 10.0.0.5:6379 (lastrcv, lastsnd, retrans)
                   More: java -jar firstfin.jar explain silent-middlebox
        """,
        logged(picture));
  }
}
