package io.firstfin.meters;

import io.firstfin.report.Report;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The meters of one concern: bound to one registry, once, and then given every report. */
interface ReportBinder extends MeterBinder {
  /** Takes the newest report. One thread. */
  void update(Report report);

  /** Takes the meters out of the registry. */
  void unbind();
}
