package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.Words;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ports;
import io.firstfin.text.Numbers;

/**
 * The ephemeral ports towards one destination: how many are taken, and where the present rate
 * leads.
 */
public final class PortShare {
  private PortShare() {}

  public static boolean known(Destination destination) {
    return destination.portsUsed >= 0 && destination.portsMax > 0;
  }

  /** {@link #taken} as the continuation of a sentence; empty when it is not known. */
  public static String text(Destination destination) {
    if (!known(destination)) {
      return "";
    }
    return "; " + taken(destination);
  }

  /** {@code 86 % of the 28,232 ports to this destination are taken, the rest last 9 s}. */
  public static String taken(Destination destination) {
    double left = destination.secondsToExhaustion;
    return Numbers.share(destination.portsUsed, destination.portsMax)
        + " of the "
        + Numbers.count(destination.portsMax)
        + " ports to this destination are taken"
        + (foreseen(left) && destination.portsUsed < destination.portsMax
            ? ", the rest last " + Words.seconds(left)
            : "");
  }

  public static boolean foreseen(double seconds) {
    return !Double.isNaN(seconds) && !Double.isInfinite(seconds) && seconds >= 0;
  }

  /**
   * How many ports no connect may take, not even one whose socket is in TIME_WAIT; of known values
   * only.
   */
  public static int held(Destination destination, Ports ports) {
    if (!ports.areReusedTowards(destination.remote) || destination.timeWaitAll < 0) {
      return destination.portsUsed;
    }
    double perSecond = destination.timeWaitClosesPerSecond;
    double young = Double.isNaN(perSecond) ? 0 : perSecond * ports.heldSeconds(destination.remote);
    int open = Math.max(destination.portsUsed - destination.timeWaitAll, 0);
    return open + (int) Math.min(destination.timeWaitAll, young);
  }

  /**
   * Closes a second that the ports towards this destination can bear without end; NaN when unknown.
   */
  public static double closesPerSecondBudget(Destination destination, Ports ports) {
    double seconds = ports.heldSeconds(destination.remote);
    return destination.portsMax > 0 && seconds > 0 ? destination.portsMax / seconds : Double.NaN;
  }

  /**
   * The number of sockets in TIME_WAIT to which the present rate of closes leads (Little's law),
   * where the kernel reuses no ports; NaN when unknown.
   */
  public static double timeWaitSteady(Destination destination) {
    return destination.timeWaitClosesPerSecond * Ports.TIME_WAIT_SECONDS;
  }

  /**
   * Whether that number leaves ports free, beside those that other processes and open connections
   * take.
   */
  public static boolean levelsOff(Destination destination) {
    double others = destination.portsUsed - Math.max(destination.timeWait, 0);
    return known(destination)
        && !foreseen(destination.secondsToExhaustion)
        && others + timeWaitSteady(destination) < destination.portsMax;
  }
}
