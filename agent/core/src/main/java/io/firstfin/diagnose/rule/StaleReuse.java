package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ClosingSites;
import io.firstfin.diagnose.evidence.ResetsMet;
import io.firstfin.picture.Destination;
import io.firstfin.picture.FailedReuse;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A client uses a connection again that its peer has closed while it was idle: the call fails. */
final class StaleReuse extends Rule {
  /** Failures in the last five minutes: a healthy pool has one now and then. */
  private static final long SOME = 10;

  StaleReuse() {
    super(FindingId.STALE_REUSE, Severity.WARNING, RuleGroup.FAILURES);
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
      if (destination.role == Role.CLIENT && failed.afterFin >= SOME) {
        found.accept(finding(destination, input));
      } else if (destination.role == Role.CLIENT
          && failed.resetWhileIdle >= SOME
          && ResetsMet.areMetByCalls(destination, input)) {
        found.accept(byReset(destination, input));
      }
    }
  }

  private Finding finding(Destination destination, RuleInput input) {
    FailedReuse failed = destination.ends.failedReuse;
    long fin = failed.idleMillisBeforeFin.median;
    ClosingSites sites =
        ClosingSites.of(
            destination.closingSites, input, share -> share.initiator == Initiator.REMOTE);
    return finding(destination.remote)
        .counting(failed.afterFin, "idle connections that failed")
        .summary(
            Words.count(failed.afterFin, "idle connection")
                + " failed at the next use in the last five minutes: the peer had closed them"
                + (fin < 0 ? "" : ", after " + Words.millis(fin) + " without data at the median")
                + ".")
        .details(lines(sites))
        .cause(
            "the client keeps idle connections longer than the peer does, or the peer was"
                + " restarted; a call that was written after its FIN is answered by a reset")
        .remedies(sites.remedies(FindingId.STALE_REUSE))
        .remedy(
            "the client's idle time-out below the peer's"
                + (fin < 0 ? "" : " (here about " + Words.millis(fin) + ")")
                + ", and checked in the background, not only at the next call (reactor-netty:"
                + " evictInBackground(...) as well); TIME_WAIT moves to the client then, on"
                + " purpose")
        .notRemedy("sending each failed call again: a POST may have been carried out")
        .evidence("failedAfterFin", failed.afterFin)
        .evidence("idleMillisBeforeFin", fin)
        .evidence("check", "ss -Htino state close-wait dst " + destination.remote)
        .build();
  }

  private Finding byReset(Destination destination, RuleInput input) {
    FailedReuse failed = destination.ends.failedReuse;
    long idle = failed.idleMillisBeforeUse.low;
    ClosingSites sites =
        ClosingSites.of(
            destination.closingSites, input, share -> share.initiator == Initiator.REMOTE);
    return finding(destination.remote)
        .counting(failed.resetWhileIdle, "idle connections that failed")
        .summary(
            Words.count(failed.resetWhileIdle, "idle connection")
                + " failed at the next use in the last five minutes: the peer, or something on the"
                + " way, had ended them"
                + (idle < 0
                    ? ""
                    : ", after less than "
                        + Words.millis(failed.idleMillisBeforeUse.median)
                        + " without data at the median")
                + ".")
        .details(lines(sites))
        .cause(
            "the client keeps idle connections longer than the peer does: a server's time-out"
                + " (wait_timeout of MySQL and MariaDB, timeout of Redis), a balancer's or a"
                + " firewall's that resets instead of closing; or the peer was restarted")
        .remedies(sites.remedies(FindingId.STALE_REUSE))
        .remedy(
            "the pool's idle time-out and maximum lifetime below the time after which the peer or"
                + " the balancer ends them"
                + (idle < 0 ? "" : " (at most " + Words.millis(idle) + " here)")
                + ", checked in the background; or a validation before each use")
        .notRemedy("sending each failed call again: a POST may have been carried out")
        .evidence("resetWhileIdle", failed.resetWhileIdle)
        .evidence("idleMillisLow", idle)
        .evidence("idleMillisMedian", failed.idleMillisBeforeUse.median)
        .evidence(
            "check",
            "ss -Htino state established dst "
                + destination.remote
                + " (lastsnd, lastrcv); tcpdump 'tcp[tcpflags] & tcp-rst != 0'")
        .build();
  }

  private static List<String> lines(ClosingSites sites) {
    List<String> lines = new ArrayList<>(sites.lines(-1));
    if (!lines.isEmpty()) {
      lines.add(0, "Where connections are closed that a peer ended first:");
    }
    return lines;
  }
}
