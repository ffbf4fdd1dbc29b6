package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.Sentences;
import io.firstfin.picture.TimeWait;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.TcpCounter;
import java.util.function.Consumer;

/**
 * The namespace's time-wait table is nearly full. Beyond its limit connections end without
 * TIME_WAIT, and no table shows that.
 */
final class TimeWaitTableFull extends Rule {
  private static final double NEAR = 0.9;

  TimeWaitTableFull() {
    super(FindingId.TIME_WAIT_TABLE_FULL, Severity.WARNING, RuleGroup.FAILURES);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    TimeWait timeWait = input.picture.timeWait;
    int limit = input.picture.ports.maxTimeWaitBuckets;
    boolean near = timeWait.total >= 0 && limit > 0 && timeWait.total >= NEAR * limit;
    long overflow = input.picture.counters.growth(TcpCounter.TIME_WAIT_OVERFLOW);
    if (!near && overflow <= 0) {
      return;
    }
    FindingBuilder finding =
        finding(Finding.PROCESS)
            .summary(
                (overflow > 0 ? overflow(overflow, input.picture.counters.seconds) : "")
                    + fill(timeWait.total, limit))
            .counting(timeWait.total, "sockets in TIME_WAIT in the namespace")
            .detail(
                "Past the limit connections end without TIME_WAIT; only the counter"
                    + " TcpExtTCPTimeWaitOverflow shows it.")
            .evidence("timeWait", timeWait.total)
            .evidence("thisJvm", timeWait.thisJvm)
            .evidence("tcpMaxTwBuckets", limit)
            .evidence(
                "timeWaitOverflow", input.picture.counters.total(TcpCounter.TIME_WAIT_OVERFLOW))
            .evidence("timeWaitOverflowGrowth", overflow)
            .evidence("growthSeconds", input.picture.counters.seconds)
            .evidence(
                "check", "ss -Htan state time-wait | wc -l; nstat -az TcpExtTCPTimeWaitOverflow")
            .notRemedy("lowering net.ipv4.tcp_max_tw_buckets (TIME_WAIT is skipped sooner)")
            .notRemedy(Sentences.NOT_FIN_TIMEOUT);
    if (limit == 0) {
      finding.cause("net.ipv4.tcp_max_tw_buckets is 0: the kernel keeps no TIME_WAIT at all");
    } else if (timeWait.thisJvm < 0 || timeWait.total <= 0) {
      finding
          .cause("connections of this network namespace are closed faster than TIME_WAIT ends")
          .remedy("find the process that closes first");
    } else if (timeWait.thisJvm >= timeWait.total / 2.0) {
      finding
          .cause("this JVM closed first in " + Numbers.count(timeWait.thisJvm) + " of them")
          .remedy("use connections again; the other findings name the lines");
    } else {
      finding
          .cause("only " + Numbers.count(timeWait.thisJvm) + " of them are traced to this JVM")
          .remedy("find the process that closes first");
    }
    found.accept(
        finding.remedy("raise net.ipv4.tcp_max_tw_buckets if the memory is there").build());
  }

  private static String overflow(long connections, double seconds) {
    return Words.count(connections, "connection")
        + " of this network namespace ended without TIME_WAIT in the last "
        + Words.seconds(seconds)
        + "; ";
  }

  private static String fill(int timeWait, int limit) {
    if (timeWait < 0) {
      return "how many are in TIME_WAIT is not known.";
    }
    return Words.count(timeWait, "socket")
        + " in TIME_WAIT"
        + (limit > 0
            ? ", "
                + Numbers.share(timeWait, limit)
                + " of net.ipv4.tcp_max_tw_buckets ("
                + Numbers.count(limit)
                + ")"
            : "")
        + ".";
  }
}
