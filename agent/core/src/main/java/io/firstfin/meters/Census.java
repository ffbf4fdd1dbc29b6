package io.firstfin.meters;

import io.firstfin.picture.CheckTime;
import io.firstfin.report.Report;
import io.micrometer.core.instrument.Tags;

/** What it takes to ask the kernel. */
final class Census implements ReportBinder {
  private Timers duration;

  @Override
  public void bindTo(Target target) {
    duration =
        new Timers(
            target,
            "firstfin.census.duration",
            "Time that a look at the kernel takes, by its source; gate: its cheap counts only");
  }

  @Override
  public void update(Report report) {
    for (CheckTime check : report.picture.totals.checks) {
      duration.of(Tags.of("source", check.source)).raise(check.count, check.nanos);
    }
  }

  @Override
  public void unbind() {
    duration.removeAll();
  }
}
