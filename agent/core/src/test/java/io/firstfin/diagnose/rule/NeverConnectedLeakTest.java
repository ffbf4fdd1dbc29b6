package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.RuleCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class NeverConnectedLeakTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "descriptors without a connection at the threshold",
            picture().unconnected(120, 100, 0),
            "warning never-connected-leak process"),
        row("descriptors without a connection just below", picture().unconnected(120, 99, 0)),
        row("young descriptors without a connection", picture().unconnected(9000, 0, 0)),
        row("descriptors without a connection are not known", picture().unconnected(-1, -1, -1)),
        row(
            "descriptors whose connection has ended are listed with their opener",
            picture().unconnected(100, 100, 100),
            "warning never-connected-leak process"));
  }
}
