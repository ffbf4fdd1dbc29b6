package io.firstfin.diagnose;

import java.util.Collections;
import java.util.List;

/** The findings after one check, each with its {@link Finding#life}. Immutable. */
public final class ActiveFindings {
  /** Those that the check shows; warnings first. */
  public final List<Finding> findings;

  /**
   * Those that it does not show, and that have not been away for long enough to have ended, or of
   * which it cannot tell: as they were when they were seen last.
   */
  public final List<Finding> ending;

  /** Those that ended with this check, likewise. */
  public final List<Finding> ended;

  public ActiveFindings(List<Finding> findings, List<Finding> ending, List<Finding> ended) {
    this.findings = Collections.unmodifiableList(findings);
    this.ending = Collections.unmodifiableList(ending);
    this.ended = Collections.unmodifiableList(ended);
  }

  /** Whether a warning waits for checks that can tell whether it has ended. */
  public boolean isWarningEnding() {
    for (Finding finding : ending) {
      if (finding.severity == Severity.WARNING) {
        return true;
      }
    }
    return false;
  }
}
