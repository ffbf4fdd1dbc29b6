package io.firstfin.meters;

import io.firstfin.report.Report;

/** The meters of one concern: bound to one registry, once, and then given every report. */
interface ReportBinder {
  /** Registers what there always is. Called once. */
  void bindTo(Target target);

  /** Takes the newest report. One thread. */
  void update(Report report);

  /** Takes the meters out of the registry. */
  void unbind();
}
