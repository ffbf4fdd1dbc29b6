package io.firstfin.integration;

import io.firstfin.support.Jdk;
import java.util.function.IntPredicate;

/**
 * A report, and what the kernel had in TIME_WAIT both just before and just after it.
 *
 * @param kernel the count by {@code ss}
 */
record SettledTimeWait(Report report, int kernel) {
  private static final int SECONDS = 15;

  /**
   * Asks until the kernel's count stands still over a report, which is short enough to be sure of
   * within the 60 s that TIME_WAIT lasts; and for some seconds more, until the report agrees.
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
