package io.firstfin.correlate;

import io.firstfin.picture.Ports;
import io.firstfin.vocabulary.Role;

/** When the ports towards one destination run out. Called once after each whole census. */
final class PortForecast {
  /** Sockets a second; less is the noise of two censuses. */
  private static final double GROWS = 0.5;

  private PortForecast() {}

  /**
   * NaN when they last, or when nothing is known. A close takes its port for a minute, so that a
   * steady rate levels off by then: the ports run out within that minute or not at all. Only what
   * is open has no such bound, and is taken to grow on for as long.
   */
  static double secondsToExhaustion(
      ConnectionTally destination, double timeWaitClosesPerSecond, Ports ports, long nanoTime) {
    double growth = destination.portsRate.perSecond(nanoTime, destination.sockets.portsUsed);
    int open = destination.sockets.portsUsed - destination.sockets.timeWaitAll;
    double openGrowth =
        Math.max(0, destination.openPortsRate.perSecond(nanoTime, Math.max(open, 0)));
    // With several source addresses the closes are shared among several ranges of ports.
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
    // Ports come free meanwhile when the rate rose from another one: the count knows of that.
    double net = Double.isNaN(growth) ? rate : Math.min(growth, rate);
    return net < GROWS
        ? Double.NaN
        : Math.min((ports.max() - destination.sockets.portsUsed) / net, Ports.TIME_WAIT_SECONDS);
  }
}
