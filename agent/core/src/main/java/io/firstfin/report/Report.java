package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.picture.Picture;
import java.util.Collections;
import java.util.List;

/** A picture and what was found in it. Immutable. */
public final class Report {
  public final Picture picture;

  /** What this picture shows; warnings first. */
  public final List<Finding> findings;

  /** As in {@link io.firstfin.diagnose.Standing#ending}. */
  public final List<Finding> ending;

  /** What the findings were made with; null when unknown. */
  public final Thresholds thresholds;

  /** Of one look alone. */
  public Report(Picture picture, List<Finding> findings) {
    this(picture, findings, Collections.<Finding>emptyList(), null);
  }

  public Report(
      Picture picture, List<Finding> findings, List<Finding> ending, Thresholds thresholds) {
    this.picture = picture;
    this.findings = Collections.unmodifiableList(findings);
    this.ending = Collections.unmodifiableList(ending);
    this.thresholds = thresholds;
  }
}
