package io.firstfin.diagnose;

import java.util.Collections;
import java.util.List;

/** What one run of all rules gave. Immutable. */
public final class Diagnosed {
  /** Warnings first, each part in the order of the rules. */
  public final List<Finding> findings;

  /** One line for each rule that failed; its findings of this run are missing. */
  public final List<String> problems;

  Diagnosed(List<Finding> findings, List<String> problems) {
    this.findings = Collections.unmodifiableList(findings);
    this.problems = Collections.unmodifiableList(problems);
  }
}
