package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.RuleCases;
import io.firstfin.vocabulary.TcpCounter;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class TimeWaitTableFullTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "nine tenths of the table",
            picture().timeWait(900, -1).table(1000),
            "warning time-wait-table-full process"),
        row("just below nine tenths of the table", picture().timeWait(899, -1).table(1000)),
        row(
            "connections skip TIME_WAIT, though the table has room now",
            picture().timeWait(10, 10).table(1000).counter(TcpCounter.TIME_WAIT_OVERFLOW, 7, 1),
            "warning time-wait-table-full process"),
        row(
            "connections skip TIME_WAIT, and neither the fill nor the limit is known",
            picture().counter(TcpCounter.TIME_WAIT_OVERFLOW, 7, 1),
            "warning time-wait-table-full process"),
        row(
            "there is no table",
            picture().timeWait(0, 0).table(0).counter(TcpCounter.TIME_WAIT_OVERFLOW, 1, 1),
            "warning time-wait-table-full process"),
        row(
            "connections skipped TIME_WAIT long ago",
            picture().timeWait(10, 10).table(1000).counter(TcpCounter.TIME_WAIT_OVERFLOW, 7, 0)),
        row(
            "whether connections skipped TIME_WAIT lately is not known",
            picture().timeWait(10, 10).table(1000).counter(TcpCounter.TIME_WAIT_OVERFLOW, 7, -1)),
        row(
            "TIME_WAIT that ends is no overflow",
            picture().timeWait(10, 10).table(1000).counter(TcpCounter.TIME_WAIT, 700, 700)),
        row("the table's limit is not known", picture().timeWait(4000, -1).table(-1)),
        row("the table's fill is not known", picture().timeWait(-1, -1).table(1000)));
  }
}
