package io.firstfin.diagnose;

import io.firstfin.picture.Picture;
import io.firstfin.picture.TimeWait;
import java.util.function.Consumer;

/** Much TIME_WAIT, but little of it this JVM's: says whose it is not. */
final class NotThisJvm implements Diagnosis {
  static final String ID = "not-this-jvm";

  private static final double FEW = 0.1;

  /**
   * FIN_WAIT_2 (60 s by default) and then TIME_WAIT (60 s): as long can a socket remain that this
   * JVM closed before the agent watched.
   */
  private static final double OWN_PAST_SECONDS = 120;

  private final Thresholds thresholds;

  NotThisJvm(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    TimeWait timeWait = picture.timeWait;
    boolean known = timeWait.total >= 0 && timeWait.thisJvm >= 0;
    if (!known
        || timeWait.total < thresholds.timeWait
        || !(picture.watchingSeconds >= OWN_PAST_SECONDS)) {
      return;
    }
    // A dropped record leaves a socket of ours among the others.
    long perhapsOurs = timeWait.thisJvm + Math.max(picture.agent.dropped, 0);
    if (perhapsOurs >= FEW * timeWait.total) {
      return;
    }
    found.accept(
        new FindingBuilder(ID, Severity.INFO, Finding.PROCESS)
            .summary(
                Words.count(timeWait.total, "socket")
                    + " in TIME_WAIT in this network namespace, "
                    + (timeWait.thisJvm == 0
                        ? "none of them traced to this JVM."
                        : "only " + Words.count(timeWait.thisJvm) + " of them traced to this JVM."))
            .counting(timeWait.total, "sockets in TIME_WAIT in the namespace")
            .cause(
                "another process of the namespace closed first, or a transport that the agent cannot see")
            .remedy("see their ports and addresses: ss -tan state time-wait")
            .notRemedy("tuning this service")
            .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT)
            .evidence("timeWait", timeWait.total)
            .evidence("thisJvm", timeWait.thisJvm)
            .evidence("check", "ss -Htan state time-wait | wc -l")
            .build());
  }
}
