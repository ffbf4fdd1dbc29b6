package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.RuleCases;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class FinWait2PileTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "sockets closed here, at the threshold",
            picture().finWait2(REDIS, 5000, 0, 0),
            "warning fin-wait-2-pile 10.0.0.5:6379"),
        row(
            "sockets closed here, just below: they end by themselves",
            picture().finWait2(REDIS, 4999, 0, 0),
            "info fin-wait-2-pile 10.0.0.5:6379"),
        row(
            "a hundred sockets closed here",
            picture().finWait2(REDIS, 100, 0, 0),
            "info fin-wait-2-pile 10.0.0.5:6379"),
        row("fewer sockets closed here", picture().finWait2(REDIS, 99, 0, 0)),
        row(
            "sockets half-closed for more than a minute, at the threshold",
            picture().finWait2(REDIS, 0, 120, 100),
            "warning fin-wait-2-pile 10.0.0.5:6379"),
        row(
            "sockets half-closed for more than a minute, just below",
            picture().finWait2(REDIS, 0, 120, 99)),
        row("sockets half-closed just now", picture().finWait2(REDIS, 0, 9000, 0)),
        row(
            "each peer with a tenth is named, by what it holds",
            picture()
                .finWait2("a:1", 4000, 0, 0)
                .finWait2("b:1", 700, 100, 100)
                .finWait2("c:1", 299, 0, 0),
            "warning fin-wait-2-pile b:1",
            "info fin-wait-2-pile a:1"),
        row(
            "spread over many peers, the process is the subject",
            IntStream.range(0, 20)
                .boxed()
                .reduce(
                    picture(), (p, i) -> p.finWait2("10.0.0." + i + ":80", 6, 0, 0), (a, b) -> a),
            "info fin-wait-2-pile process"),
        row(
            "CLOSE_WAIT is the other end of it",
            picture().closeWait(REDIS, 100, 100, 100),
            "warning close-wait-leak 10.0.0.5:6379"));
  }
}
