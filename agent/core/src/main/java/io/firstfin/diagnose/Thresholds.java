package io.firstfin.diagnose;

/** The values from which a warning is due; options {@code warn.*}. */
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

  /** {@link #portsFraction} as the option gives it: 1 to 100, at most three decimals. */
  public double portsPercent() {
    return Math.round(portsFraction * 100_000) / 1000.0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Thresholds && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** As options: {@code warn.time-wait=5000,warn.close-wait=100,warn.ports=70%}. */
  @Override
  public String toString() {
    double percent = portsPercent();
    return "warn.time-wait="
        + timeWait
        + ",warn.close-wait="
        + closeWait
        + ",warn.ports="
        + (percent == Math.rint(percent) ? Long.toString((long) percent) : percent)
        + "%";
  }
}
