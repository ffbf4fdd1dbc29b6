package io.firstfin.diagnose;

import io.firstfin.diagnose.rule.Rules;
import java.util.ArrayList;
import java.util.List;

/** A finding of every rule, harmless and not, for the tests of other packages. */
public final class EveryFinding {
  private EveryFinding() {}

  public static List<Finding> list() {
    List<Finding> all = new ArrayList<>();
    for (Rule rule : Rules.ALL) {
      for (Severity severity : Severity.values()) {
        all.add(rule.finding("").severity(severity).build());
      }
    }
    return all;
  }
}
