package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ClosingSites;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Destination;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * This JVM ends connections by RST instead of FIN. This leaves no TIME_WAIT, and data may be lost.
 */
final class AbortiveClose extends Rule {
  /** Fewer resets, or a smaller part of what this JVM ends first, are not worth a finding. */
  private static final long SOME = 100;

  private static final double SHARE = 0.1;

  AbortiveClose() {
    super(FindingId.ABORTIVE_CLOSE, Severity.INFO, RuleGroup.HARMLESS);
  }

  @Override
  public boolean decides(Picture picture) {
    return true;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    long resets = 0;
    long localFirst = 0;
    for (CloseCount close : input.picture.closes) {
      if (close.initiator == Initiator.LOCAL) {
        localFirst += close.count;
        resets += close.how == How.RST ? close.count : 0;
      }
    }
    if (resets >= SOME && resets >= SHARE * localFirst) {
      found.accept(finding(resets, localFirst, input));
    }
  }

  private Finding finding(long resets, long localFirst, RuleInput input) {
    ClosingSites sites =
        ClosingSites.of(input, site -> site.initiator == Initiator.LOCAL && site.how == How.RST);
    return finding(Finding.PROCESS)
        .summary(
            Words.count(resets, "connection")
                + " ended by a RST of this JVM since the agent began to watch, "
                + Numbers.share(resets, localFirst)
                + " of those that it ended first.")
        .counting(resets, "connections ended by a RST")
        .detail("A reset leaves no TIME_WAIT; what the peer has not read yet may be lost.")
        .details(ends(input))
        .details(sites.lines(resets))
        .cause("closed with data unread, or with SO_LINGER 0, which some libraries set on purpose")
        .remedies(sites.remedies(FindingId.ABORTIVE_CLOSE))
        .remedy(
            "where data matters, read to the end of stream before the close, and set no option that"
                + " makes the close a reset")
        .notRemedy("SO_LINGER 0 to avoid TIME_WAIT (resets the peer and drops data)")
        .evidence("localResets", resets)
        .evidence("localFirst", localFirst)
        .evidence("check", "nstat -az TcpExtTCPAbortOnClose TcpExtTCPAbortOnData")
        .build();
  }

  private static List<String> ends(RuleInput input) {
    List<String> ends = new ArrayList<>();
    for (Destination destination : input.picture.destinations) {
      long resets = resets(destination.closesBy);
      if (destination.role == Role.CLIENT && resets >= SOME) {
        ends.add("To " + destination.remote + ": " + Numbers.count(resets));
      }
    }
    for (ListeningPort port : input.picture.listeningPorts) {
      long resets = resets(port.closesBy);
      if (resets >= SOME) {
        ends.add("On listening port " + port.port + ": " + Numbers.count(resets));
      }
    }
    return ends;
  }

  private static long resets(List<CloseCount> closes) {
    long resets = 0;
    for (CloseCount close : closes) {
      resets += close.initiator == Initiator.LOCAL && close.how == How.RST ? close.count : 0;
    }
    return resets;
  }
}
