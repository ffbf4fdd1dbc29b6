package io.firstfin.meters;

import io.firstfin.report.Report;
import io.micrometer.core.instrument.Tags;

/** Ephemeral ports towards the destination that is nearest to exhaustion. */
final class Ports implements ReportBinder {
  private Gauges used;
  private Gauges max;

  @Override
  public void bindTo(Target target) {
    used =
        new Gauges(
            target,
            "firstfin.ports.used",
            "Ephemeral ports taken, by anybody in the network namespace, towards the destination of"
                + " this JVM that is nearest to exhaustion",
            "ports");
    max =
        new Gauges(
            target,
            "firstfin.ports.max",
            "Ephemeral ports that there are towards one destination from one address",
            "ports");
    used.of(Tags.empty());
    max.of(Tags.empty());
  }

  @Override
  public void update(Report report) {
    used.of(Tags.empty()).set(known(report.picture.totals.portsUsed));
    max.of(Tags.empty()).set(known(report.picture.ports.max()));
  }

  @Override
  public void unbind() {
    used.removeAll();
    max.removeAll();
  }

  private static double known(int count) {
    return count < 0 ? Double.NaN : count;
  }
}
