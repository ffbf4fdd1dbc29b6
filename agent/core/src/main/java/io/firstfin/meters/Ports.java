package io.firstfin.meters;

import io.firstfin.report.Report;
import io.micrometer.core.instrument.Tags;

/** How much connections take of what is limited: ephemeral ports and descriptors. */
final class Ports implements ReportBinder {
  private Gauges used;
  private Gauges max;
  private Gauges descriptors;
  private Gauges descriptorsMax;

  @Override
  public void bindTo(Target target) {
    used =
        new Gauges(
            target,
            "firstfin.ports.used",
            "Ephemeral ports taken by any process in the network namespace, towards this JVM's"
                + " destination that is nearest to exhaustion",
            "ports");
    max =
        new Gauges(
            target,
            "firstfin.ports.max",
            "Ephemeral ports that exist towards one destination from one address",
            "ports");
    descriptors =
        new Gauges(
            target,
            "firstfin.descriptors.used",
            "Descriptors that this JVM has taken: sockets, files and the like",
            "descriptors");
    descriptorsMax =
        new Gauges(
            target,
            "firstfin.descriptors.max",
            "Descriptors that this JVM may take, RLIMIT_NOFILE",
            "descriptors");
    used.of(Tags.empty());
    max.of(Tags.empty());
    descriptors.of(Tags.empty());
    descriptorsMax.of(Tags.empty());
  }

  @Override
  public void update(Report report) {
    used.of(Tags.empty()).set(known(report.picture.totals.portsUsed));
    max.of(Tags.empty()).set(known(report.picture.ports.max()));
    descriptors.of(Tags.empty()).set(known(report.picture.descriptors.taken));
    descriptorsMax.of(Tags.empty()).set(known(report.picture.descriptors.limit));
  }

  @Override
  public void unbind() {
    used.removeAll();
    max.removeAll();
    descriptors.removeAll();
    descriptorsMax.removeAll();
  }

  private static double known(int count) {
    return count < 0 ? Double.NaN : count;
  }
}
