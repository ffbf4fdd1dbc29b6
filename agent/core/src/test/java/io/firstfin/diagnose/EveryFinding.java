package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A finding of every rule, harmless and not, for the tests of other packages. */
public final class EveryFinding {
  private EveryFinding() {}

  public static List<Finding> list() {
    List<Finding> all = new ArrayList<>();
    for (Diagnosis rule : Diagnoses.all(new Thresholds(1, 1, 1)).rules()) {
      for (Severity severity : Severity.values()) {
        all.add(
            new Finding(
                rule.id(), severity, "", "", List.of(), "", Map.of(), List.of(), List.of()));
      }
    }
    return all;
  }
}
