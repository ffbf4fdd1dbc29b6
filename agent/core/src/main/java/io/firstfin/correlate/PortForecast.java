package io.firstfin.correlate;

import io.firstfin.picture.Ports;
import io.firstfin.vocabulary.Role;

/** When the ports towards one destination run out. Called once after each whole census. */
final class PortForecast {
  /** Growth below this many sockets a second is only the noise between two censuses. */
  private static final double GROWS = 0.5;

  private PortForecast() {}

  /**
   * Seconds until the ports run out; NaN when they do not, or when nothing is known. A close takes
   * its port for a minute, so that a steady rate levels off after a minute: the ports run out
   * within that minute or not at all. Open connections have no such bound, and are assumed to grow
   * for a minute as well.
   */
  static double secondsToExhaustion(
      ConnectionTally destination, double timeWaitClosesPerSecond, Ports ports, long nanoTime) {
    double growth = destination.portsRate.perSecond(nanoTime, destination.sockets.portsUsed);
    int open = destination.sockets.portsUsed - destination.sockets.timeWaitAll;
    double openGrowth =
        Math.max(0, destination.openPortsRate.perSecond(nanoTime, Math.max(open, 0)));
    // With several source addresses the closes are divided among several ranges of ports.
    boolean severalSources = open < 0;
    if (destination.role != Role.CLIENT
        || ports.max() <= 0
        || severalSources
        || ports.areReusedTowards(destination.remote())) {
      return Double.NaN;
    }
    if (destination.sockets.portsUsed >= ports.max()) {
      return 0;
    }
    double rate = timeWaitClosesPerSecond + (openGrowth >= GROWS ? openGrowth : 0);
    double others = destination.sockets.portsUsed - destination.sockets.timeWait;
    boolean exceeded = others + rate * Ports.TIME_WAIT_SECONDS >= ports.max();
    if (!exceeded) {
      return Double.NaN;
    }
    // When the rate has risen from a lower one, ports become free meanwhile: the growth of the
    // count includes that.
    double net = Double.isNaN(growth) ? rate : Math.min(growth, rate);
    return net < GROWS
        ? Double.NaN
        : Math.min((ports.max() - destination.sockets.portsUsed) / net, Ports.TIME_WAIT_SECONDS);
  }
}
