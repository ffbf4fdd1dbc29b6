package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.FailedReuse;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import java.util.function.Consumer;

/** Connections that were idle for long are gone without a FIN: something between forgot them. */
final class SilentMiddlebox implements Diagnosis {
  static final String ID = "silent-middlebox";

  /** In the last five minutes; connections that are idle so long are few. */
  private static final long SOME = 5;

  /** The shortest limits of address translators and balancers are about a minute. */
  private static final long LONG_IDLE_MILLIS = 30_000;

  @Override
  public String id() {
    return ID;
  }

  /** What it reads the agent counts itself. */
  @Override
  public boolean decides(Picture picture) {
    return true;
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    for (Destination destination : picture.destinations) {
      FailedReuse failed = destination.ends.failedReuse;
      if (destination.role == Role.CLIENT
          && failed.reset + failed.unanswered >= SOME
          && failed.idleMillisBeforeUse.median >= LONG_IDLE_MILLIS) {
        found.accept(finding(destination, failed, picture));
      }
    }
  }

  private static Finding finding(Destination destination, FailedReuse failed, Picture picture) {
    long idle = failed.idleMillisBeforeUse.median;
    ClosingSites sites = ClosingSites.of(destination.closingSites, picture, share -> true);
    return new FindingBuilder(ID, Severity.WARNING, destination.remote)
        .counting(failed.reset + failed.unanswered, "connections that failed")
        .summary(
            Words.count(failed.reset + failed.unanswered, "connection")
                + " failed at the next use in the last five minutes, idle for "
                + Words.millis(idle)
                + " at the median: "
                + Words.count(failed.unanswered)
                + " without any answer, "
                + Words.count(failed.reset)
                + " by a reset. No FIN had come.")
        .cause(
            "something between forgot the connections while they were idle (a firewall, NAT or load"
                + " balancer), or the peer's host was lost")
        .remedies(sites.remedies(ID))
        .remedy(
            "idle time-out and lifetime of the client's pool below the limit of what is between;"
                + " or TCP keep-alive with a shorter interval (SO_KEEPALIVE and TCP_KEEPIDLE)")
        .notRemedy("longer socket time-outs: the call fails later")
        .evidence("failedUnanswered", failed.unanswered)
        .evidence("failedByReset", failed.reset)
        .evidence("idleMillisBeforeUse", idle)
        .evidence("check", "ss -Htino dst " + destination.remote + " (lastrcv, lastsnd, retrans)")
        .build();
  }
}
