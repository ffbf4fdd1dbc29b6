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

/** Much TIME_WAIT, but little of it this JVM's: says whose it is not. */
final class NotThisJvm extends Rule {
  private static final double FEW = 0.1;

  /**
   * FIN_WAIT_2 (60 s by default) and then TIME_WAIT (60 s): as long can a socket remain that this
   * JVM closed before the agent watched.
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
    // A dropped record leaves a socket of ours among the others.
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
