package io.firstfin.diagnose;

import java.util.Collections;
import java.util.List;

/** The findings after one check, each with its {@link Finding#life}. Immutable. */
public final class ActiveFindings {
  /** The findings that the check shows; warnings come first. */
  public final List<Finding> findings;

  /**
   * The findings that are active and that the check does not show: they have not been away for long
   * enough to have ended, or the check cannot decide. They are as they were when they were last
   * seen.
   */
  public final List<Finding> ending;

  /** The findings that ended with this check, as they were when they were last seen. */
  public final List<Finding> ended;

  public ActiveFindings(List<Finding> findings, List<Finding> ending, List<Finding> ended) {
    this.findings = Collections.unmodifiableList(findings);
    this.ending = Collections.unmodifiableList(ending);
    this.ended = Collections.unmodifiableList(ended);
  }

  /** Whether a warning is ending, so that further checks must decide whether it has ended. */
  public boolean isWarningEnding() {
    for (Finding finding : ending) {
      if (finding.severity == Severity.WARNING) {
        return true;
      }
    }
    return false;
  }
}
