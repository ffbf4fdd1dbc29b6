package io.firstfin.diagnose;

/** From which values on a warning is due; options {@code warn.*}. */
public final class Thresholds {
  /** This JVM's sockets in TIME_WAIT. */
  public final int timeWait;

  /** This JVM's sockets in CLOSE_WAIT that are older than a minute. */
  public final int closeWait;

  /** Share of the ephemeral ports towards one destination, 0 to 1. */
  public final double portsFraction;

  public Thresholds(int timeWait, int closeWait, double portsFraction) {
    this.timeWait = timeWait;
    this.closeWait = closeWait;
    this.portsFraction = portsFraction;
  }
}
