package io.firstfin.meters;

import io.firstfin.report.Report;
import io.micrometer.core.instrument.Tags;

/** What the agent has lost, its errors, and how old its figures are. */
final class AgentHealth implements ReportBinder {
  private Counters dropped;
  private Counters errors;
  private CheckAge age;

  @Override
  public void bindTo(Target target) {
    dropped =
        new Counters(
            target,
            "firstfin.agent.dropped",
            "Records of closes that found no room, so that they are not in the other meters",
            "records");
    errors =
        new Counters(
            target,
            "firstfin.agent.errors",
            "Errors inside the agent, which the application never saw",
            "errors");
    age = new CheckAge(target);
    age.of(Tags.empty());
    dropped.of(Tags.empty());
    errors.of(Tags.empty());
  }

  @Override
  public void update(Report report) {
    dropped.of(Tags.empty()).raise(report.picture.agent.dropped);
    errors.of(Tags.empty()).raise(report.picture.agent.errors);
  }

  @Override
  public void unbind() {
    dropped.removeAll();
    errors.removeAll();
    age.removeAll();
  }
}
