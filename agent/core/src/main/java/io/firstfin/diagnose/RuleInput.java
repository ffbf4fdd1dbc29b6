package io.firstfin.diagnose;

import io.firstfin.picture.Picture;

/** All that a rule may read. Immutable. */
public final class RuleInput {
  public final Picture picture;
  public final Thresholds thresholds;

  public RuleInput(Picture picture, Thresholds thresholds) {
    this.picture = picture;
    this.thresholds = thresholds;
  }
}
