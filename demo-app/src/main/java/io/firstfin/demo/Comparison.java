package io.firstfin.demo;

import java.util.ArrayList;
import java.util.List;

/** Both forms of one scenario, compared with what is expected of them. */
record Comparison(Listing listing, Outcome broken, Outcome cured) {
  boolean asExpected() {
    return complaints().isEmpty();
  }

  /** The differences in one line; empty when everything is as expected. */
  String why() {
    return String.join("; ", complaints());
  }

  private List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    broken.failure().ifPresent(why -> complaints.add("broken: " + why));
    cured.failure().ifPresent(why -> complaints.add("cured: " + why));
    broken.report().ifPresent(report -> judgeBroken(report, complaints));
    cured
        .report()
        .filter(AgentReport::hasWarning)
        .ifPresent(report -> complaints.add("cured: " + report));
    return complaints;
  }

  private void judgeBroken(AgentReport report, List<String> complaints) {
    List<String> expected = listing.expected();
    if (expected.isEmpty()) {
      if (report.hasWarningBut(listing.possible())) {
        complaints.add("broken: " + report + " where nothing was expected");
      }
      return;
    }
    List<String> found = report.findings().stream().map(AgentReport.Finding::id).toList();
    List<String> missing = expected.stream().filter(id -> !found.contains(id)).toList();
    if (!missing.isEmpty()) {
      complaints.add("broken: no " + Words.list(missing));
    } else if (!found.get(0).equals(expected.get(0))) {
      complaints.add("broken: first is " + found.get(0) + ", not " + expected.get(0));
    }
  }
}
