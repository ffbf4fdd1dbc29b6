package io.firstfin.integration;

import io.firstfin.support.Jdk;
import java.util.function.IntPredicate;

/**
 * A report, and the kernel's count in TIME_WAIT, which was the same just before and just after the
 * report.
 *
 * @param kernel the count by {@code ss}
 */
record SettledTimeWait(Report report, int kernel) {
  private static final int SECONDS = 15;

  /**
   * Asks until the kernel's count does not change during a report, and then, for some seconds,
   * until the report agrees. A report is short enough for that within the 60 s that TIME_WAIT
   * lasts.
   */
  static SettledTimeWait of(Jdk jdk, JvmProcess jvm, IntPredicate port) {
    SettledTimeWait settled =
        Await.until(
            SECONDS,
            () -> {
              int before = count(jvm, port);
              Report report = Cli.report(jdk, jvm);
              int after = count(jvm, port);
              return before == after ? new SettledTimeWait(report, before) : null;
            },
            answer -> answer != null && answer.report.timeWaitOfThisJvm() == answer.kernel);
    if (settled == null) {
      throw new AssertionError("the kernel's count of TIME_WAIT does not stand still: " + jvm);
    }
    return settled;
  }

  private static int count(JvmProcess jvm, IntPredicate port) {
    return SocketTable.count(SocketTable.State.TIME_WAIT, jvm, port);
  }
}
