package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.PortShare;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.function.Consumer;

/** Connects to one destination time out, and the ports of this host are not the cause. */
final class ConnectTimeouts extends Rule {
  /** In the last five minutes: a packet is lost now and then. */
  private static final int SOME = 10;

  /** A destination with fewer closes a second does not exhaust anything. */
  private static final double CHURN = 1;

  ConnectTimeouts() {
    super(FindingId.CONNECT_TIMEOUTS, Severity.WARNING, RuleGroup.FAILURES);
  }

  /** It reads only what the agent counts itself. */
  @Override
  public boolean decides(Picture picture) {
    return true;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (Destination destination : input.picture.destinations) {
      if (destination.role == Role.CLIENT
          && destination.timedOutLately >= SOME
          && !arePortsShort(destination, input)
          && doesTheNetworkWork(destination, input.picture)) {
        found.accept(finding(destination, input.picture));
      }
    }
  }

  private static boolean arePortsShort(Destination destination, RuleInput input) {
    return PortShare.known(destination)
        && destination.portsUsed >= input.thresholds.portsFraction * destination.portsMax;
  }

  /** Whether this destination or another one has answered lately. */
  private static boolean doesTheNetworkWork(Destination destination, Picture picture) {
    return destination.closesLately > 0
        || picture.destinations.stream()
            .anyMatch(other -> other.role == Role.CLIENT && other.closesLately > 0);
  }

  private Finding finding(Destination destination, Picture picture) {
    boolean some = destination.closesLately > 0;
    boolean churn = destination.closesPerSecond >= CHURN;
    FindingBuilder finding =
        finding(destination.remote)
            .counting(destination.timedOutLately, "connects that timed out")
            .summary(
                Words.count(destination.timedOutLately, "connect")
                    + " timed out in the last five minutes, "
                    + (some ? "while others to it succeeded" : "and none succeeded")
                    + (PortShare.known(destination)
                        ? "; this host's ports are not the cause: "
                            + Numbers.share(destination.portsUsed, destination.portsMax)
                            + " are taken"
                        : "")
                    + ".");
    String line = line(destination.remote, picture);
    if (!line.isEmpty()) {
      finding.detail("The last of them: " + line);
    }
    if (some) {
      finding
          .cause(
              "the first packet of a connection is lost on the way: an address translator (SNAT)"
                  + " has no port left, a connection table (conntrack, a firewall, a balancer) is"
                  + " full, or the peer's accept queue is")
          .remedy(
              churn
                  ? "use connections again: "
                      + Numbers.count(Math.round(destination.closesPerSecond))
                      + " closes a second towards it take a translated port each, and keep it for"
                      + " minutes"
                  : "see on the way which table is full: conntrack -S (insert_failed, drop), the"
                      + " SNAT metrics of the cloud, and nstat TcpExtListenOverflows on the peer")
          .remedy("more translated addresses, or a private way to it without translation");
    } else {
      finding
          .cause(
              "nothing answers there: a firewall drops the packets, the address is out of date, or"
                  + " the host is gone; other destinations answer")
          .remedy("see whether the address is still right, and whether a firewall lets it through")
          .remedy("a short connect time-out, and a pause before the next attempt");
    }
    return finding
        .notRemedy("a wider net.ipv4.ip_local_port_range: this host has ports")
        .notRemedy("a longer connect time-out: it only fails later")
        .evidence("timedOutLately", destination.timedOutLately)
        .evidence("closesLately", destination.closesLately)
        .evidence("closesPerSecond", destination.closesPerSecond)
        .evidence("portsUsed", destination.portsUsed)
        .evidence("portsMax", destination.portsMax)
        .evidence("check", "ss -Htn state syn-sent dst " + destination.remote + " | wc -l")
        .build();
  }

  private static String line(String remote, Picture picture) {
    for (ConnectFailure failure : picture.connectFailures) {
      if ("timed_out".equals(failure.reason) && failure.remote.equals(remote)) {
        return failure.line;
      }
    }
    return "";
  }
}
