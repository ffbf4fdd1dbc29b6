package io.firstfin.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Picture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class CloseWaitLeakTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "old CLOSE_WAIT at the threshold",
            picture().closeWait(REDIS, 120, 100, 100),
            "warning close-wait-leak 10.0.0.5:6379"),
        row("old CLOSE_WAIT just below", picture().closeWait(REDIS, 120, 99, 99)),
        row("young CLOSE_WAIT", picture().closeWait(REDIS, 9000, 0, 9000)),
        row("the age of CLOSE_WAIT is not known", picture().closeWait(REDIS, 9000, -1, 9000)),
        row(
            "CLOSE_WAIT towards several peers is one sum",
            picture()
                .closeWait("a:1", 60, 60, 60)
                .closeWait("b:1", 45, 45, 45)
                .closeWait("c:1", 5, 5, 5),
            "warning close-wait-leak a:1",
            "warning close-wait-leak b:1"),
        row(
            "CLOSE_WAIT spread over many peers is the process's",
            IntStream.range(0, 20)
                .boxed()
                .reduce(
                    picture(), (p, i) -> p.closeWait("10.0.0." + i + ":80", 5, 5, 5), (a, b) -> a),
            "warning close-wait-leak process"));
  }

  @Test
  void leakedResponsesHaveThisText() {
    Picture picture =
        new PictureBuilder()
            .closeWait(
                "10.0.0.7:8080",
                150,
                150,
                0,
                "org.apache.hc.client5.http.impl.classic.InternalHttpClient.doExecute(I.java:1)",
                "com.acme.Orders.load(Orders.java:31)")
            .closeWait("10.0.0.7:8080", 50, 50, 0)
            .build();

    assertEquals(
        """
        [firstfin] WARNING close-wait-leak 10.0.0.7:8080: 200 sockets in CLOSE_WAIT for more than a minute, the oldest
                   for 14 min; the peer has closed, this JVM has not.
                   Opened at:
                     75 %  com.acme.Orders.load(Orders.java:31)
                     25 %  opener unknown: opened before the agent watched, or not sampled
                   Cause: nobody has read the peer's end of stream: the connections lie in a pool or are forgotten.
                   Remedy: 1. take each response in an HttpClientResponseHandler, or close it in try-with-resources,
                              whatever the status.
                           2. close each connection in try-with-resources, and the bodies of 4xx and of retried or
                              timed-out calls.
                   Not a remedy: 1. any sysctl: no timer ends CLOSE_WAIT, only the application's close does.
                                 2. a higher limit of open files (it is reached later).
                   Check: ss -Htan state close-wait dst 10.0.0.7:8080 | wc -l
                   More: java -jar firstfin.jar explain close-wait-leak
        """,
        logged(picture));
  }

  @Test
  void whetherAPoolOrALeakIsNotKnownYet() {
    assertEquals(
        """
        [firstfin] WARNING close-wait-leak 10.0.0.7:8080: 120 sockets in CLOSE_WAIT for more than a minute, the oldest
                   for 14 min; the peer has closed, this JVM has not.
                   Opened at:
                    100 %  com.acme.Orders.load(Orders.java:31)
                   In the last five minutes 0 came and 0 left; the last new peak was 70 s ago.
                   Cause: nobody has read the peer's end of stream: they lie in a pool, which bounds them, or are
                     leaked and grow without bound; which of the two is not known yet.
                   Remedy: 1. take each response in an HttpClientResponseHandler, or close it in try-with-resources,
                              whatever the status.
                           2. close each connection in try-with-resources, and the bodies of 4xx and of retried or
                              timed-out calls.
                           3. if they lie in the pool: HttpClientBuilder.evictExpiredConnections() and
                              evictIdleConnections(...) below the server's idle time-out.
                           4. if each call makes a client of its own: keep one CloseableHttpClient (async:
                              CloseableHttpAsyncClient) for the process: each has a pool of its own.
                   Not a remedy: 1. any sysctl: no timer ends CLOSE_WAIT, only the application's close does.
                                 2. a higher limit of open files (it is reached later).
                   Check: ss -Htan state close-wait dst 10.0.0.7:8080 | wc -l
                   More: java -jar firstfin.jar explain close-wait-leak
        """,
        logged(new PictureBuilder().pooled("10.0.0.7:8080", 120, 120, 30, 70).build()));
  }
}
