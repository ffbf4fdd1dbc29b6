package io.firstfin.diagnose;

import java.util.Collections;
import java.util.List;

/** The findings after one check, each with its {@link Finding#life}. Immutable. */
public final class ActiveFindings {
  private static final List<Finding> NONE = Collections.emptyList();

  /** The findings that the check shows; warnings come first. */
  public final List<Finding> findings;

  /**
   * The findings that are active and that the check does not show: they have not been away for long
   * enough to have ended, or the check cannot decide. They are as they were when they were last
   * seen.
   */
  public final List<Finding> ending;

  /**
   * The last findings that have ended and did not come again, as they were when they were last
   * seen; the one that ended last comes first. A few.
   */
  public final List<Finding> ended;

  /** The findings that ended with this check. */
  public final List<Finding> endedNow;

  /** The findings of one check alone. */
  public ActiveFindings(List<Finding> findings) {
    this(findings, NONE, NONE, NONE);
  }

  public ActiveFindings(
      List<Finding> findings, List<Finding> ending, List<Finding> ended, List<Finding> endedNow) {
    this.findings = Collections.unmodifiableList(findings);
    this.ending = Collections.unmodifiableList(ending);
    this.ended = Collections.unmodifiableList(ended);
    this.endedNow = Collections.unmodifiableList(endedNow);
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
