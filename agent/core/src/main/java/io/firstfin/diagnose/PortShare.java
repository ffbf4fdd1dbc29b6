package io.firstfin.diagnose;

import io.firstfin.picture.Destination;

/** The ephemeral ports towards one destination: what is taken, and where the present rate leads. */
final class PortShare {
  /** TCP_TIMEWAIT_LEN in include/net/tcp.h: a constant of the kernel. */
  private static final double TIME_WAIT_SECONDS = 60;

  private PortShare() {}

  static boolean known(Destination destination) {
    return destination.portsUsed >= 0 && destination.portsMax > 0;
  }

  /** Continues a sentence: {@code ; 86 % of the 28,232 ports ... are taken, the rest last 9 s}. */
  static String text(Destination destination) {
    if (!known(destination)) {
      return "";
    }
    double left = destination.secondsToExhaustion;
    return "; "
        + Words.percent(destination.portsUsed, destination.portsMax)
        + " of the "
        + Words.count(destination.portsMax)
        + " ports to this destination are taken"
        + (foreseen(left) ? ", the rest last " + Words.seconds(left) : "");
  }

  static boolean foreseen(double seconds) {
    return !Double.isNaN(seconds) && !Double.isInfinite(seconds) && seconds >= 0;
  }

  /** Closes a second that the ports towards this destination bear for ever; NaN when unknown. */
  static double closesPerSecondBudget(Destination destination) {
    return destination.portsMax > 0 ? destination.portsMax / TIME_WAIT_SECONDS : Double.NaN;
  }

  /**
   * Sockets in TIME_WAIT that the present rate of this JVM's own first closes leads to (Little's
   * law); NaN when unknown.
   */
  static double timeWaitSteady(Destination destination) {
    if (destination.closes <= 0 || destination.closesLocalFirst < 0) {
      return Double.NaN;
    }
    double localFirst = (double) destination.closesLocalFirst / destination.closes;
    return destination.closesPerSecond * localFirst * TIME_WAIT_SECONDS;
  }
}
