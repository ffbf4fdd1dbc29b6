package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.Sentences;
import io.firstfin.picture.TimeWait;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import java.util.function.Consumer;

/** Much TIME_WAIT, but little of it is this JVM's. */
final class NotThisJvm extends Rule {
  private static final double FEW = 0.1;

  /**
   * For so long a socket can remain that this JVM closed before the agent watched: FIN_WAIT_2 (60 s
   * by default) and then TIME_WAIT (60 s).
   */
  private static final double OWN_PAST_SECONDS = 120;

  NotThisJvm() {
    super(FindingId.NOT_THIS_JVM, Severity.INFO, RuleGroup.HARMLESS);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    TimeWait timeWait = input.picture.timeWait;
    boolean known = timeWait.total >= 0 && timeWait.thisJvm >= 0;
    if (!known
        || timeWait.total < input.thresholds.timeWait
        || !(input.picture.watchingSeconds >= OWN_PAST_SECONDS)) {
      return;
    }
    // The socket of a dropped record is counted among the others, although it is this JVM's.
    long perhapsOurs = timeWait.thisJvm + Math.max(input.picture.agent.dropped, 0);
    if (perhapsOurs >= FEW * timeWait.total) {
      return;
    }
    found.accept(
        finding(Finding.PROCESS)
            .summary(
                Words.count(timeWait.total, "socket")
                    + " in TIME_WAIT in this network namespace, "
                    + (timeWait.thisJvm == 0
                        ? "none of them traced to this JVM."
                        : "only "
                            + Numbers.count(timeWait.thisJvm)
                            + " of them traced to this JVM."))
            .counting(timeWait.total, "sockets in TIME_WAIT in the namespace")
            .cause(
                "another process of the namespace closed first, or a transport that the agent cannot see")
            .remedy("see their ports and addresses: ss -tan state time-wait")
            .notRemedy("tuning this service")
            .notRemedy(Sentences.NOT_FIN_TIMEOUT)
            .evidence("timeWait", timeWait.total)
            .evidence("thisJvm", timeWait.thisJvm)
            .evidence("check", "ss -Htan state time-wait | wc -l")
            .build());
  }
}
