package io.firstfin.diagnose;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What one run of all rules gave. Immutable. */
public final class Diagnosed {
  /** Warnings first, each part in the order of the rules. */
  public final List<Finding> findings;

  /** One line for each rule that failed; its findings of this run are missing. */
  public final List<String> problems;

  /**
   * Ids of the rules that failed, or to which the picture did not say enough: that they have no
   * finding means nothing.
   */
  final Set<String> undecided;

  Diagnosed(List<Finding> findings, List<String> problems, Set<String> undecided) {
    this.findings = Collections.unmodifiableList(findings);
    this.problems = Collections.unmodifiableList(problems);
    this.undecided = Collections.unmodifiableSet(undecided);
  }
}
