package io.firstfin.meters;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Severity;
import io.firstfin.report.Report;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The active findings. A finding is active until it has ended, even if a check does not show it, so
 * that an alert does not come and go.
 */
final class Findings implements ReportBinder {
  private Gauges findings;

  @Override
  public void bindTo(Target target) {
    findings =
        new Gauges(
            target,
            "firstfin.findings",
            "1 while a finding of this kind is active, on any subject, with their highest severity;"
                + " no series otherwise",
            "findings");
  }

  @Override
  public void update(Report report) {
    Map<String, Severity> gravest = new HashMap<String, Severity>();
    add(report.findings, gravest);
    add(report.ending, gravest);
    Map<Tags, Double> active = new HashMap<Tags, Double>();
    for (Map.Entry<String, Severity> entry : gravest.entrySet()) {
      active.put(Tags.of("id", entry.getKey(), "severity", entry.getValue().label()), 1.0);
    }
    findings.show(active);
  }

  private static void add(List<Finding> findings, Map<String, Severity> gravest) {
    for (Finding finding : findings) {
      Severity before = gravest.get(finding.id);
      if (before == null || finding.severity.compareTo(before) > 0) {
        gravest.put(finding.id, finding.severity);
      }
    }
  }

  @Override
  public void unbind() {
    findings.removeAll();
  }
}
