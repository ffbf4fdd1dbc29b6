package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.picture.Picture;
import java.util.Collections;
import java.util.List;

/** A picture and what was found in it. Immutable. */
public final class Report {
  public final Picture picture;

  /** Warnings first. */
  public final List<Finding> findings;

  public Report(Picture picture, List<Finding> findings) {
    this.picture = picture;
    this.findings = Collections.unmodifiableList(findings);
  }
}
