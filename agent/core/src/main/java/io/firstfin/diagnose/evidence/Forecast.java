package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Words;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ports;
import io.firstfin.text.Numbers;

/**
 * Where the present rate of closes towards one destination leads, and how many connections a cure
 * would leave. Both follow from Little's law: the number at a time is the rate times the time that
 * each stays.
 */
public final class Forecast {
  private Forecast() {}

  /** Adds what is known as evidence, and a line of text. */
  public static void add(FindingBuilder finding, Destination destination, Ports ports) {
    add(finding, destination, ports, false);
  }

  /**
   * The same where connects fail because no port is free: the rate is only that of the connects
   * that succeed.
   */
  public static void addWhereConnectsFail(
      FindingBuilder finding, Destination destination, Ports ports) {
    add(finding, destination, ports, true);
  }

  private static void add(
      FindingBuilder finding, Destination destination, Ports ports, boolean failing) {
    boolean reused = ports.areReusedTowards(destination.remote);
    double open = openAtATime(destination);
    finding
        .evidence("closesPerSecond", destination.closesPerSecond)
        .evidence("timeWaitClosesPerSecond", destination.timeWaitClosesPerSecond)
        .evidence("closesPerSecondBudget", PortShare.closesPerSecondBudget(destination, ports))
        .evidence("timeWaitSteady", reused ? Double.NaN : PortShare.timeWaitSteady(destination))
        .evidence("portsLeft", portsLeft(destination))
        .evidence("secondsToExhaustion", destination.secondsToExhaustion)
        .evidence("openAtATime", open);
    if (destination.timeWaitClosesPerSecond >= 0.5) {
      finding.detail(
          (reused ? reused(destination, ports, failing) : kept(destination, ports, failing))
              + (Double.isNaN(open) ? "" : " " + cured(open)));
    }
  }

  private static String kept(Destination destination, Ports ports, boolean failing) {
    return rate(destination)
        + (!failing && PortShare.levelsOff(destination) ? " levels off at " : " leads to ")
        + Numbers.count(Math.round(PortShare.timeWaitSteady(destination)))
        + " in TIME_WAIT"
        + bears(destination, ports)
        + ".";
  }

  private static String reused(Destination destination, Ports ports, boolean failing) {
    String kernel =
        "the kernel reuses ports in TIME_WAIT here (tcp_tw_reuse="
            + ports.timeWaitReuse
            + (Ports.isLoopback(destination.remote)
                ? ", loopback)"
                : ", while the peer has TCP timestamps)");
    if (failing) {
      return "Connects fail although " + kernel + ".";
    }
    boolean exceeded =
        destination.timeWaitClosesPerSecond >= PortShare.closesPerSecondBudget(destination, ports);
    return exceeded
        ? rate(destination)
            + " may use up the ports although "
            + kernel
            + bears(destination, ports)
            + "."
        : rate(destination) + " does not use up the ports: " + kernel + ".";
  }

  private static String rate(Destination destination) {
    return "The present rate, "
        + Words.count(Math.round(destination.timeWaitClosesPerSecond), "close")
        + " a second,";
  }

  private static String bears(Destination destination, Ports ports) {
    double budget = PortShare.closesPerSecondBudget(destination, ports);
    return Double.isNaN(budget)
        ? ""
        : "; the ports bear " + Numbers.count(Math.round(budget)) + " a second";
  }

  private static String cured(double open) {
    long connections = Math.max(1, (long) Math.ceil(open));
    return "On average "
        + Words.count(connections, "connection")
        + (connections == 1 ? ", kept and used again, carries" : ", kept and used again, carry")
        + " the same calls.";
  }

  private static long portsLeft(Destination destination) {
    return PortShare.known(destination)
        ? Math.max(destination.portsMax - destination.portsUsed, 0)
        : -1;
  }

  /**
   * Connections in use at a time, where each carries one call or unit of work: as many as run at
   * once. NaN when unknown, and where the peer would not let them be kept.
   */
  private static double openAtATime(Destination destination) {
    boolean one = destination.exchangesMedian == 1 || ConnectionUse.of(destination).isOnePerCall();
    boolean known = one && destination.useMillisMedian >= 0 && !PeerDecides.closesMost(destination);
    return known ? destination.closesPerSecond * destination.useMillisMedian / 1000 : Double.NaN;
  }
}
