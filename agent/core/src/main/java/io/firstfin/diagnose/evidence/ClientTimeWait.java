package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ports;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;

/** This JVM's TIME_WAIT as a client, on which all findings about too many closes are based. */
public final class ClientTimeWait {
  private ClientTimeWait() {}

  /** The destinations with sockets in TIME_WAIT, when this JVM's sum reaches the threshold. */
  private static List<Destination> all(RuleInput input) {
    List<Destination> all = new ArrayList<>();
    if (input.picture.timeWait.thisJvm < input.thresholds.timeWait) {
      return all;
    }
    for (Destination destination : input.picture.destinations) {
      if (destination.role == Role.CLIENT && destination.timeWait > 0) {
        all.add(destination);
      }
    }
    return all;
  }

  /** Those of {@link #all} with enough sockets for a finding of their own. */
  public static List<Destination> substantial(RuleInput input) {
    List<Destination> all = all(input);
    int ofThisJvm = input.picture.timeWait.thisJvm;
    all.removeIf(
        destination -> !Substantial.is(destination.timeWait, ofThisJvm, input.thresholds.timeWait));
    return all;
  }

  /**
   * Those of {@link #substantial} most of whose sockets were closed by a stack of one of these
   * kinds.
   */
  public static List<Destination> mostlyClosedBy(RuleInput input, StackKind... kinds) {
    List<Destination> substantial = substantial(input);
    substantial.removeIf(destination -> !isMostlyClosedBy(destination, input, kinds));
    return substantial;
  }

  public static boolean isMostlyClosedBy(
      Destination destination, RuleInput input, StackKind... kinds) {
    return SiteFrames.timeWait(destination, input, kinds) * 2L > destination.timeWait;
  }

  /** What every finding on such a destination says: how many sockets, how fast, by which lines. */
  public static FindingBuilder finding(Rule rule, Destination destination, Ports ports) {
    int all = Math.max(destination.timeWaitAll, destination.timeWait);
    FindingBuilder finding =
        rule.finding(destination.remote)
            .severity(Severity.WARNING)
            .topic("time-wait")
            .summary(
                Words.count(all, "socket")
                    + " in TIME_WAIT"
                    + growth(destination.timeWaitGrowth)
                    + PortShare.text(destination)
                    + ".")
            .counting(all, Sentences.SOCKETS_IN_TIME_WAIT)
            .detail(closedFirst(destination))
            .detail(TimeWaitCost.ofClient(all, destination, ports));
    Forecast.add(finding, destination, ports);
    finding
        .details(Lines.of(destination.sites).text(destination.timeWait, "line not known"))
        .notRemedy(Sentences.NOT_FIN_TIMEOUT);
    return evidence(finding, destination);
  }

  private static String growth(double perSecond) {
    return Double.isNaN(perSecond) || Math.abs(perSecond) < 0.5 ? "" : ", " + Words.rate(perSecond);
  }

  public static String closedFirst(Destination destination) {
    StringBuilder text =
        new StringBuilder("This JVM ")
            .append(FirstHere.text(destination.closesBy))
            .append(" in ")
            .append(Numbers.count(destination.timeWait))
            .append(" of them (client side");
    boolean exchanges = destination.exchangesMedian >= 0;
    boolean age = destination.ageMillisMedian >= 0;
    if (exchanges) {
      text.append(", ").append(Words.count(destination.exchangesMedian, "exchange"));
      text.append(" each");
    }
    if (age) {
      text.append(", ").append(Words.millis(destination.ageMillisMedian)).append(" old");
    }
    return text.append(exchanges || age ? " at the median)." : ").").toString();
  }

  private static FindingBuilder evidence(FindingBuilder finding, Destination destination) {
    return finding
        .evidence("timeWait", destination.timeWait)
        .evidence("timeWaitAll", destination.timeWaitAll)
        .evidence("timeWaitPerSecond", destination.timeWaitGrowth)
        .evidence("portsUsed", destination.portsUsed)
        .evidence("portsMax", destination.portsMax)
        .evidence("exchangesMedian", destination.exchangesMedian)
        .evidence("ageMillisMedian", destination.ageMillisMedian)
        .evidence("check", "ss -Htan state time-wait dst " + destination.remote + " | wc -l");
  }
}
