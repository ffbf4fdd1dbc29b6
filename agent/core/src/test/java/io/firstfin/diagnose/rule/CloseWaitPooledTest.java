package io.firstfin.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class CloseWaitPooledTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "a pool's, that have not grown for two minutes",
            picture().pooled(REDIS, 100, 100, 60, 120),
            "warning close-wait-pooled 10.0.0.5:6379"),
        row(
            "a pool's, that grew just now",
            picture().pooled(REDIS, 100, 100, 60, 119.9),
            "warning close-wait-leak 10.0.0.5:6379"),
        row(
            "a pool's, that have grown for as long as they stand still",
            picture().pooled(REDIS, 100, 100, 3600, 3600),
            "warning close-wait-pooled 10.0.0.5:6379"),
        row(
            "a pool's, that have grown for longer than they stand still",
            picture().pooled(REDIS, 100, 100, 3601, 3600),
            "warning close-wait-leak 10.0.0.5:6379"),
        row(
            "how a pool's have grown is not known",
            picture().pooled(REDIS, 100, 100, Double.NaN, Double.NaN),
            "warning close-wait-leak 10.0.0.5:6379"),
        row(
            "one of a pool's was read, or has more to read",
            picture().pooled(REDIS, 100, 99, 60, 120),
            "warning close-wait-leak 10.0.0.5:6379"),
        row(
            "whether a pool's were read is not known",
            picture().pooled(REDIS, 100, -1, 60, 120),
            "warning close-wait-leak 10.0.0.5:6379"),
        row("a pool's just below", picture().pooled(REDIS, 99, 99, 60, 120)),
        row(
            "a leak and a pool towards one peer are two findings",
            picture().closeWait(REDIS, 100, 100, 100).pooled(REDIS, 100, 100, 60, 120),
            "warning close-wait-leak 10.0.0.5:6379",
            "warning close-wait-pooled 10.0.0.5:6379"));
  }

  @Test
  void aPoolKeepsWhatThePeerHasClosed() {
    assertEquals(
        """
        [firstfin] WARNING close-wait-pooled 10.0.0.7:8080: 120 sockets in CLOSE_WAIT for more than a minute, the
                   oldest for 14 min; the peer has closed, this JVM has not.
                   Opened at:
                    100 %  com.acme.Orders.load(Orders.java:31)
                   In the last five minutes 0 came and 0 left; the last new peak was 5 min ago.
                   A leak whose calls have paused looks the same until they come back.
                   Cause: a pool keeps what the peer has closed: nobody has read the end of stream, and their number
                     has not grown for longer than it took to grow.
                   Remedy: 1. HttpClientBuilder.evictExpiredConnections() and evictIdleConnections(...) below the
                              server's idle time-out.
                           2. have the pool evict idle and expired connections, after a shorter time than the peer
                              keeps them.
                   Not a remedy: 1. any sysctl: no timer ends CLOSE_WAIT, only the application's close does.
                                 2. a higher limit of open files (it is reached later).
                                 3. turning keep-alive off: each call would then pay for a connection.
                   Check: ss -Htan state close-wait dst 10.0.0.7:8080 | wc -l
                   More: java -jar firstfin.jar explain close-wait-pooled
        """,
        logged(new PictureBuilder().pooled("10.0.0.7:8080", 120, 120, 30, 300).build()));
  }
}
