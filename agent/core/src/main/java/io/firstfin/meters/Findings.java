package io.firstfin.meters;

import io.firstfin.diagnose.Finding;
import io.firstfin.report.Report;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/** The findings that stand. */
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
    for (Finding finding : report.findings) {
      standing.put(Tags.of("id", finding.id, "severity", finding.severity.label()), 1.0);
    }
    findings.show(standing);
  }

  @Override
  public void unbind() {
    findings.removeAll();
  }
}
