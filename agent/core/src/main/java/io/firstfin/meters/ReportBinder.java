package io.firstfin.meters;

import io.firstfin.report.Report;

/** The meters of one subject. They are bound to one registry, once, and then given every report. */
interface ReportBinder {
  /** Registers the meters that always exist. Called once. */
  void bindTo(Target target);

  /** Takes the newest report. One thread. */
  void update(Report report);

  /** Removes the meters from the registry. */
  void unbind();
}
