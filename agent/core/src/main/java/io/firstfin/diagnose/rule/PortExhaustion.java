package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ClientTimeWait;
import io.firstfin.diagnose.evidence.Forecast;
import io.firstfin.diagnose.evidence.Lines;
import io.firstfin.diagnose.evidence.PortShare;
import io.firstfin.diagnose.evidence.Sentences;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The ephemeral ports towards one destination run out, or a connect has just found none. */
final class PortExhaustion extends Rule {
  /** A failed connect is shown for as long as the TIME_WAIT that may have caused it can last. */
  private static final long RECENT_MILLIS = 60_000;

  /**
   * EADDRNOTAVAIL has a second cause: no usable source address, for example for an IPv6 destination
   * where IPv6 is off. If a smaller share of the ports is taken, the ports cannot be the cause.
   */
  private static final double PLAUSIBLE = 0.5;

  PortExhaustion() {
    super(FindingId.PORT_EXHAUSTION, Severity.WARNING, RuleGroup.FAILURES);
  }

  @Override
  public List<FindingId> explains() {
    return Arrays.asList(
        FindingId.CLIENT_PER_CALL, FindingId.POOL_CHURN, FindingId.CLOSE_PER_REQUEST);
  }

  @Override
  public boolean decides(Picture picture) {
    return picture.kernel.states.containsKey(TcpState.ESTABLISHED);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    Set<String> reported = new HashSet<>();
    for (ConnectFailure failure : input.picture.connectFailures) {
      if ("address_unavailable".equals(failure.reason)
          && isRecent(failure, input.picture.timeMillis)) {
        Destination destination = client(input, failure.remote);
        if (portsMayBeTheCause(destination, input) && reported.add(failure.remote)) {
          found.accept(finding(failure.remote, destination, failure, input));
        }
      }
    }
    for (Destination destination : input.picture.destinations) {
      if (destination.role == Role.CLIENT
          && PortShare.known(destination)
          && PortShare.held(destination, input.picture.ports)
              >= input.thresholds.portsFraction * destination.portsMax
          && reported.add(destination.remote)) {
        found.accept(finding(destination.remote, destination, null, input));
      }
    }
  }

  static boolean isRecent(ConnectFailure failure, long nowMillis) {
    return failure.count > 0 && nowMillis - failure.lastMillis <= RECENT_MILLIS;
  }

  private static Destination client(RuleInput input, String remote) {
    for (Destination destination : input.picture.destinations) {
      if (destination.role == Role.CLIENT && destination.remote.equals(remote)) {
        return destination;
      }
    }
    return null;
  }

  private static boolean portsMayBeTheCause(Destination destination, RuleInput input) {
    if (destination != null && PortShare.known(destination)) {
      return destination.portsUsed >= PLAUSIBLE * destination.portsMax;
    }
    Integer established = input.picture.kernel.states.get(TcpState.ESTABLISHED);
    Integer timeWait = input.picture.kernel.states.get(TcpState.TIME_WAIT);
    int max = input.picture.ports.max();
    if (established == null || timeWait == null || max <= 0) {
      return true;
    }
    long sockets = 0;
    for (Integer count : input.picture.kernel.states.values()) {
      sockets += Math.max(count, 0);
    }
    return sockets >= PLAUSIBLE * max;
  }

  private Finding finding(
      String remote, Destination destination, ConnectFailure failure, RuleInput input) {
    boolean known = destination != null && PortShare.known(destination);
    FindingBuilder finding =
        finding(remote)
            .summary(summary(destination, known, failure))
            .cause(cause(destination, known, input));
    if (failure != null) {
      finding
          .evidence("addressUnavailable", failure.count)
          .evidence("lastFailureMillis", failure.lastMillis);
      if (!failure.line.isEmpty()) {
        finding.detail("The last connect that failed: " + failure.line);
      }
    }
    if (known) {
      finding.counting(destination.portsUsed, "ports to this destination taken");
      takenBy(finding, destination);
      if (failure == null) {
        Forecast.add(finding, destination, input.picture.ports);
      } else {
        Forecast.addWhereConnectsFail(finding, destination, input.picture.ports);
      }
    }
    if (destination != null && destination.timeWait > 0) {
      if (isOfThisJvm(destination)) {
        finding.detail(ClientTimeWait.closedFirst(destination));
      }
      finding.details(Lines.of(destination.sites).text(destination.timeWait, "line not known"));
    }
    remedies(finding, remote, destination, known, input);
    return finding
        .notRemedy(Sentences.NOT_FIN_TIMEOUT)
        .notRemedy("lowering net.ipv4.tcp_max_tw_buckets (connections lose their protection)")
        .evidence("check", "ss -Htan dst " + remote + " | wc -l")
        .build();
  }

  private static String summary(Destination destination, boolean known, ConnectFailure failure) {
    String failed =
        failure == null
            ? ""
            : Words.count(failure.count, "connect") + " found no free port (EADDRNOTAVAIL)";
    if (!known) {
      return failed + "; how many ports are taken is not known.";
    }
    return (failed.isEmpty() ? "" : failed + "; ") + PortShare.taken(destination) + ".";
  }

  private static String cause(Destination destination, boolean known, RuleInput input) {
    if (!known) {
      return "no free ephemeral port, or no source address that reaches this destination";
    }
    if (isOfThisJvm(destination)) {
      return Churn.of(destination, input).cause(destination, input)
          + "; each close keeps its port for "
          + Words.seconds(input.picture.ports.heldSeconds(destination.remote));
    }
    if (destination.timeWait >= 0 && destination.timeWaitAll >= destination.portsUsed / 2.0) {
      return "closes that are not traced to this JVM, such as those of other processes of the"
          + " network namespace, keep the ports for 60 s";
    }
    if (destination.timeWaitAll >= 0) {
      return "more connections are open to this destination than it has ports for";
    }
    return "more sockets towards this destination than it has ports for";
  }

  /** Whether most of the taken ports are in this JVM's TIME_WAIT. */
  private static boolean isOfThisJvm(Destination destination) {
    return destination.timeWait >= destination.portsUsed / 2.0;
  }

  private static void takenBy(FindingBuilder finding, Destination destination) {
    finding
        .evidence("portsUsed", destination.portsUsed)
        .evidence("portsMax", destination.portsMax)
        .evidence("timeWait", destination.timeWait)
        .evidence("timeWaitAll", destination.timeWaitAll);
    if (destination.timeWait < 0 || destination.timeWaitAll < destination.timeWait) {
      return;
    }
    int others = destination.timeWaitAll - destination.timeWait;
    int open = Math.max(destination.portsUsed - destination.timeWaitAll, 0);
    finding.detail(
        "Taken by: TIME_WAIT of this JVM "
            + Numbers.count(destination.timeWait)
            + ", other TIME_WAIT "
            + Numbers.count(others)
            + ", other states "
            + Numbers.count(open)
            + ".");
  }

  private void remedies(
      FindingBuilder finding,
      String remote,
      Destination destination,
      boolean known,
      RuleInput input) {
    if (!known) {
      finding.remedy(
          "see whether the ports or the addresses are missing: ss -s, and ip address for one of"
              + " the destination's family");
    } else if (isOfThisJvm(destination)) {
      finding.remedies(Churn.of(destination, input).remedies(destination, input));
    } else if (destination.timeWait >= 0
        && destination.timeWaitAll >= destination.portsUsed / 2.0) {
      finding.remedy("find the process that closes first");
    } else {
      finding.remedy("bound the number of open connections, and close those given up");
    }
    if (known && ClientTimeWait.substantial(input).contains(destination)) {
      // This finding replaces the one on this JVM's closes, so that it has the same remedies.
      finding.remedies(Churn.of(destination, input).remedies(destination, input));
    }
    boolean timeWait = known && destination.timeWaitAll >= destination.portsUsed / 2.0;
    if (timeWait && !input.picture.ports.areReusedTowards(remote)) {
      finding.remedy(
          "then net.ipv4.tcp_tw_reuse=1 on this host (both ends need TCP timestamps;"
              + " not behind IPVS or NAT, which may still hold the old connection)");
    }
    finding.remedy(
        "a wider net.ipv4.ip_local_port_range"
            + (input.picture.ports.max() > 0
                ? " (now " + input.picture.ports.low + " to " + input.picture.ports.high + ")"
                : "")
            + ", or more source or destination addresses");
  }
}
