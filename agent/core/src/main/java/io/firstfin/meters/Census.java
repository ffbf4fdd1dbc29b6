package io.firstfin.meters;

import io.firstfin.picture.CheckTime;
import io.firstfin.report.Report;
import io.micrometer.core.instrument.Tags;

/** The time that asking the kernel takes. */
final class Census implements ReportBinder {
  private Timers duration;

  @Override
  public void bindTo(Target target) {
    duration =
        new Timers(
            target,
            "firstfin.census.duration",
            "Time that asking the kernel takes, by its source; sockstat: the quick count only");
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
