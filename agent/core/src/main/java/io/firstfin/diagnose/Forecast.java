package io.firstfin.diagnose;

import io.firstfin.picture.Destination;

/**
 * Where the present rate of closes towards one destination leads, and what the cure would leave:
 * Little's law, the number there at a time is the rate times the time that each stays.
 */
final class Forecast {
  /** A connection with one exchange that lived longer was idle for most of its life. */
  private static final long ONE_CALL_MILLIS = 10_000;

  private Forecast() {}

  /** Adds what is known as evidence, and one line of text. */
  static void add(FindingBuilder finding, Destination destination) {
    double budget = PortShare.closesPerSecondBudget(destination);
    double steady = PortShare.timeWaitSteady(destination);
    double open = openAtATime(destination);
    finding
        .evidence("closesPerSecond", destination.closesPerSecond)
        .evidence("closesPerSecondBudget", budget)
        .evidence("timeWaitSteady", steady)
        .evidence("portsLeft", portsLeft(destination))
        .evidence("secondsToExhaustion", destination.secondsToExhaustion)
        .evidence("openAtATime", open);
    if (steady >= 1 && destination.closesPerSecond >= 0.5) {
      finding.detail(
          "The present rate, "
              + Words.count(Math.round(destination.closesPerSecond), "close")
              + " a second, leads to "
              + Words.count(Math.round(steady))
              + " in TIME_WAIT"
              + (Double.isNaN(budget)
                  ? ""
                  : "; the ports bear " + Words.count(Math.round(budget)) + " a second")
              + "."
              + (Double.isNaN(open) ? "" : " " + cured(open)));
    }
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
   * Connections open at a time, where each carries one call: as many calls run at once. NaN when
   * unknown, or where a connection may have been idle in a pool for a part of its life.
   */
  private static double openAtATime(Destination destination) {
    boolean known =
        destination.exchangesMedian == 1
            && destination.ageMillisMedian >= 0
            && destination.ageMillisMedian < ONE_CALL_MILLIS;
    return known ? destination.closesPerSecond * destination.ageMillisMedian / 1000 : Double.NaN;
  }
}
