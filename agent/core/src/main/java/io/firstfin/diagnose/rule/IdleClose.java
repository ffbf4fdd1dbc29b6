package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.EndedClients;
import io.firstfin.diagnose.evidence.EndedConnections;
import io.firstfin.diagnose.evidence.Sentences;
import io.firstfin.picture.Ending;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.function.Consumer;

/**
 * This JVM closes connections after an idle time that is nearly always the same: a time-out does
 * its work. Connections that end with their client were idle too, but no time-out closed them.
 */
final class IdleClose extends Rule {
  private static final int SOME = 20;

  /**
   * Pools and servers count idle time-outs in seconds, and check them from time to time. A second
   * is known to 2 % here.
   */
  private static final long IDLE_MILLIS = 980;

  private static final double NEARLY_THE_SAME = 2;

  IdleClose() {
    super(FindingId.IDLE_CLOSE, Severity.INFO, RuleGroup.HARMLESS);
  }

  /** It reads only what the agent counts itself. */
  @Override
  public boolean decides(Picture picture) {
    return true;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (EndedConnections ended : EndedConnections.of(input, SOME)) {
      Spread idle =
          ended.constant(IdleClose::isLocal, ending -> ending.idleMillis, NEARLY_THE_SAME);
      if (idle.count >= SOME
          && idle.low >= IDLE_MILLIS
          && !EndedClients.orCollectorClosedMost(ended, input)) {
        found.accept(finding(ended, idle));
      }
    }
  }

  private static boolean isLocal(Ending ending) {
    return ending.initiator == Initiator.LOCAL;
  }

  private Finding finding(EndedConnections ended, Spread idle) {
    boolean server = ended.role == Role.SERVER;
    return finding(ended.subject)
        .counting(idle.count, "connections closed so")
        .summary(
            "this JVM closed the last "
                + Words.count(idle.count, "connection")
                + " after about "
                + Words.millis(idle.median)
                + " without data.")
        .cause(
            server
                ? "the server's time-out for idle connections does its work"
                : "a pool closes what it has not used: it does its work")
        .remedy(
            server
                ? "none is needed; clients should close sooner than that, or their calls can fail"
                : "none is needed, as long as that is sooner than the peer closes")
        .notRemedy("keeping idle connections for ever: then the peer or a firewall ends them")
        .notRemedy(Sentences.NOT_FIN_TIMEOUT)
        .evidence("connections", idle.count)
        .evidence("idleMillisLow", idle.low)
        .evidence("idleMillisMedian", idle.median)
        .evidence("idleMillisHigh", idle.high)
        .evidence(
            "check",
            "ss -Htin state established "
                + (server ? "sport = " + ended.subject.substring(1) : "dst " + ended.subject)
                + " (the least of lastsnd and lastrcv stays below it)")
        .build();
  }
}
