package io.firstfin.diagnose;

import io.firstfin.library.Libraries;
import io.firstfin.picture.Picture;

/** All that a rule may read. Immutable. */
public final class RuleInput {
  public final Picture picture;
  public final Thresholds thresholds;
  public final Libraries libraries;

  public RuleInput(Picture picture, Thresholds thresholds, Libraries libraries) {
    this.picture = picture;
    this.thresholds = thresholds;
    this.libraries = libraries;
  }
}
