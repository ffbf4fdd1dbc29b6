package io.firstfin.registry;

import io.firstfin.report.Report;
import java.util.List;

/**
 * The registries of one copy of Micrometer, as the agent drives them. Everything here can run code
 * of the application's: filters, listeners. One thread at a time.
 */
public interface ApplicationRegistries {
  /**
   * Shows a report in every registry that no other one feeds, and in no registry twice.
   *
   * @param known every registry that is known, to tell which feeds which
   * @param settled those among them that are old enough to be joined
   * @return one line for each failure
   */
  List<String> update(List<Object> known, List<Object> settled, Report report);

  /** Which registries show the meters: class names, those behind a composite in brackets. */
  List<String> joined();

  /** Takes every meter out again. */
  void leave();
}
