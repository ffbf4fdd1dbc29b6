package io.firstfin.registry;

import io.firstfin.report.Report;
import java.util.List;

/**
 * The registries of one copy of Micrometer, in the form that the agent uses. Everything here can
 * run code of the application's, which is filters and listeners. One thread at a time.
 */
public interface ApplicationRegistries {
  /**
   * Shows a report in every registry that no other one feeds, and in no registry twice.
   *
   * @param known every registry that is known, to find out which one feeds which
   * @param settled those among them that are old enough to be joined
   * @return one line for each failure
   */
  List<String> update(List<Object> known, List<Object> settled, Report report);

  /**
   * The registries that show the meters: class names, with those that a composite feeds in
   * brackets.
   */
  List<String> joined();

  /** Removes every meter. */
  void leave();
}
