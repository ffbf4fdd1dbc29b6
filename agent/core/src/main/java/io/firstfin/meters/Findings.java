package io.firstfin.meters;

import io.firstfin.diagnose.Finding;
import io.firstfin.report.Report;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The findings that stand: one stands until it has ended, though a look does not show it, so that
 * an alert does not come and go.
 */
final class Findings implements ReportBinder {
  private Gauges findings;

  @Override
  public void bindTo(Target target) {
    findings =
        new Gauges(
            target,
            "firstfin.findings",
            "1 while a finding of this kind stands, whatever it is about; no series otherwise",
            "findings");
  }

  @Override
  public void update(Report report) {
    Map<Tags, Double> standing = new HashMap<Tags, Double>();
    add(report.findings, standing);
    add(report.ending, standing);
    findings.show(standing);
  }

  private static void add(List<Finding> findings, Map<Tags, Double> standing) {
    for (Finding finding : findings) {
      standing.put(Tags.of("id", finding.id, "severity", finding.severity.label()), 1.0);
    }
  }

  @Override
  public void unbind() {
    findings.removeAll();
  }
}
