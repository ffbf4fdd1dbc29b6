package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.RuleCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class NotThisJvmTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row("few of many are ours", picture().timeWait(5000, 499), "info not-this-jvm process"),
        row("a tenth of them is ours", picture().timeWait(5000, 500)),
        row("there are not many", picture().timeWait(4999, 0)),
        row("ours are not known", picture().timeWait(9000, -1)),
        row("they may be ours from before the agent watched", picture(119).timeWait(9000, 0)),
        row("how long the agent watches is not known", picture(Double.NaN).timeWait(9000, 0)),
        row(
            "they may be ours, for records were dropped",
            picture().dropped(900).timeWait(9000, 0)));
  }
}
