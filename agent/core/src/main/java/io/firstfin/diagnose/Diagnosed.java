package io.firstfin.diagnose;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The result of one run of all rules. Immutable. */
public final class Diagnosed {
  /** Warnings come first; warnings and the others are each in the order of the rules. */
  public final List<Finding> findings;

  /** One line for each rule that failed; its findings of this run are missing. */
  public final List<String> problems;

  /**
   * Ids of the rules that failed, or for which the picture did not hold enough. No finding of such
   * a rule does not mean that there is none.
   */
  final Set<String> undecided;

  Diagnosed(List<Finding> findings, List<String> problems, Set<String> undecided) {
    this.findings = Collections.unmodifiableList(findings);
    this.problems = Collections.unmodifiableList(problems);
    this.undecided = Collections.unmodifiableSet(undecided);
  }
}
