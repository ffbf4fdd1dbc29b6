package io.firstfin.meters;

import io.firstfin.picture.LookTime;
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
    for (LookTime look : report.picture.totals.looks) {
      duration.of(Tags.of("source", look.source)).raise(look.count, look.nanos);
    }
  }

  @Override
  public void unbind() {
    duration.removeAll();
  }
}
