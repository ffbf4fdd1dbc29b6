package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ClosingSites;
import io.firstfin.picture.Destination;
import io.firstfin.picture.FailedReuse;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.function.Consumer;

/**
 * Connections that were idle for long are dead and no FIN came: a device between the hosts forgot
 * them.
 */
final class SilentMiddlebox extends Rule {
  /** Failures in the last five minutes; few connections are idle for so long. */
  private static final long SOME = 5;

  /** The shortest limits of address translators and load balancers are about a minute. */
  private static final long LONG_IDLE_MILLIS = 30_000;

  SilentMiddlebox() {
    super(FindingId.SILENT_MIDDLEBOX, Severity.WARNING, RuleGroup.FAILURES);
  }

  /** It reads only what the agent counts itself. */
  @Override
  public boolean decides(Picture picture) {
    return true;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (Destination destination : input.picture.destinations) {
      FailedReuse failed = destination.ends.failedReuse;
      if (destination.role == Role.CLIENT
          && failed.reset + failed.unanswered >= SOME
          && failed.idleMillisBeforeUse.median >= LONG_IDLE_MILLIS) {
        found.accept(finding(destination, failed, input));
      }
    }
  }

  private Finding finding(Destination destination, FailedReuse failed, RuleInput input) {
    long idle = failed.idleMillisBeforeUse.median;
    ClosingSites sites = ClosingSites.of(destination.closingSites, input, share -> true);
    return finding(destination.remote)
        .counting(failed.reset + failed.unanswered, "connections that failed")
        .summary(
            Words.count(failed.reset + failed.unanswered, "connection")
                + " failed at the next use in the last five minutes, idle for "
                + Words.millis(idle)
                + " at the median: "
                + Numbers.count(failed.unanswered)
                + " without any answer, "
                + Numbers.count(failed.reset)
                + " by a reset. No FIN had come.")
        .cause(
            "something between the hosts forgot the connections while they were idle (a firewall, NAT or load"
                + " balancer), or the peer's host was lost")
        .remedies(sites.remedies(FindingId.SILENT_MIDDLEBOX))
        .remedy(
            "idle time-out and lifetime of the client's pool below the idle limit of the middlebox;"
                + " or TCP keep-alive with a shorter interval (SO_KEEPALIVE and TCP_KEEPIDLE)")
        .notRemedy("longer socket time-outs: the call fails later")
        .evidence("failedUnanswered", failed.unanswered)
        .evidence("failedByReset", failed.reset)
        .evidence("idleMillisBeforeUse", idle)
        .evidence("check", "ss -Htino dst " + destination.remote + " (lastrcv, lastsnd, retrans)")
        .build();
  }
}
