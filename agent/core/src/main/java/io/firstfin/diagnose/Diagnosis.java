package io.firstfin.diagnose;

import io.firstfin.picture.Picture;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * One rule: a pure function from a picture to what it shows. A value that the picture does not know
 * (-1, NaN, no entry) never makes a rule claim anything.
 */
interface Diagnosis {
  /** Id of its findings, as in {@link Finding#id}. */
  String id();

  /**
   * Ids of the weaker rules: where this one has a finding on the same subject, theirs are listed
   * under it and say nothing themselves, for this one says what they say and why.
   */
  default List<String> explains() {
    return Collections.emptyList();
  }

  /**
   * Whether the picture says all that this rule reads, so that no finding means that there is none:
   * a finding ends only then. Most rules read the kernel's tables.
   */
  default boolean decides(Picture picture) {
    return picture.timeWait.thisJvm >= 0;
  }

  void diagnose(Picture picture, Consumer<Finding> found);
}
