package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.Substantial;
import io.firstfin.picture.FinWait2;
import io.firstfin.picture.FinWait2Group;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * This JVM has closed first, and the peer does not close: names the peer. Sockets that are closed
 * here hold a port or a slot of the time-wait table for a while, as in TIME_WAIT, and are compared
 * with its threshold. Half-closed sockets hold a descriptor for as long as the peer likes, as in
 * CLOSE_WAIT, and are compared with that threshold.
 */
final class FinWait2Pile extends Rule {
  /** Fewer sockets are on their way to TIME_WAIT in any busy service. */
  private static final int SOME = 100;

  FinWait2Pile() {
    super(FindingId.FIN_WAIT_2_PILE, Severity.WARNING, RuleGroup.AGES);
  }

  @Override
  public boolean decides(Picture picture) {
    return picture.finWait2.orphans >= 0;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    FinWait2 all = input.picture.finWait2;
    boolean some = reaches(all.orphans, Math.min(SOME, input.thresholds.timeWait));
    boolean many = reaches(all.orphans, input.thresholds.timeWait);
    boolean manyHalfClosed = reaches(all.halfClosedOlderThanMinute, input.thresholds.closeWait);
    boolean named = false;
    for (FinWait2Group group : all.groups) {
      boolean orphans =
          some && Substantial.is(group.orphans, all.orphans, input.thresholds.timeWait);
      boolean halfClosed =
          manyHalfClosed
              && Substantial.is(
                  group.halfClosedOlderThanMinute,
                  all.halfClosedOlderThanMinute,
                  input.thresholds.closeWait);
      if (orphans || halfClosed) {
        found.accept(
            finding(
                severity(orphans && many || halfClosed),
                group.remote,
                group.orphans,
                group.halfClosed,
                group.halfClosedOlderThanMinute));
        named = true;
      }
    }
    if (!named && (some || manyHalfClosed)) {
      found.accept(
          finding(
              severity(many || manyHalfClosed),
              Finding.PROCESS,
              all.orphans,
              all.halfClosed,
              all.halfClosedOlderThanMinute));
    }
  }

  private static Severity severity(boolean hurts) {
    return hurts ? Severity.WARNING : Severity.INFO;
  }

  private static boolean reaches(int sockets, int threshold) {
    return sockets > 0 && sockets >= threshold;
  }

  private Finding finding(
      Severity severity, String subject, int orphans, int halfClosed, int olderThanMinute) {
    boolean spread = Finding.PROCESS.equals(subject);
    FindingBuilder finding =
        finding(subject)
            .severity(severity)
            .counting(orphans + halfClosed, "sockets in FIN_WAIT_2")
            .summary(
                Words.count(orphans + halfClosed, "socket")
                    + " in FIN_WAIT_2: this JVM closed first, and "
                    + (spread
                        ? "the peers have not closed; none stands out."
                        : "the peer has not."))
            .details(kinds(orphans, halfClosed, olderThanMinute))
            .cause(
                (spread ? "the peers do not close" : "the peer does not close")
                    + ": connections are leaked there, threads are stuck, or a pool notices the end"
                    + " only at the next use"
                    + (halfClosed > 0 ? ", or it still sends on those half-closed" : ""))
            .remedy(
                "on the peer's host: there they are in CLOSE_WAIT, and ss -tanp state close-wait names"
                    + " the process")
            .notRemedy(
                "net.ipv4.tcp_fin_timeout: a lower value hides here what the peer still holds, and does"
                    + " nothing for those half-closed")
            .evidence("finWait2", orphans + halfClosed)
            .evidence("orphans", orphans)
            .evidence("halfClosed", halfClosed)
            .evidence("halfClosedOlderThanMinute", olderThanMinute)
            .evidence("check", check(subject));
    if (halfClosed > 0) {
      finding.remedy("until then: a read time-out on what is half-closed, and a close after it");
    }
    return finding.build();
  }

  private static List<String> kinds(int orphans, int halfClosed, int olderThanMinute) {
    List<String> text = new ArrayList<>();
    if (orphans > 0) {
      text.add(
          Numbers.count(orphans)
              + " are closed here: the kernel ends them after net.ipv4.tcp_fin_timeout (60 s unless"
              + " set); until then each holds its port.");
    }
    if (halfClosed > 0) {
      text.add(
          Numbers.count(halfClosed)
              + " are half-closed, "
              + Numbers.count(olderThanMinute)
              + " of them for more than a minute: each holds a descriptor until the peer closes.");
    }
    return text;
  }

  private static String check(String subject) {
    String address = subject.endsWith(":*") ? subject.substring(0, subject.length() - 2) : subject;
    return "ss -Htan state fin-wait-2"
        + (Finding.PROCESS.equals(subject) ? "" : " dst " + address)
        + " | wc -l";
  }
}
