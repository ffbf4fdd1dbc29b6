package io.firstfin.diagnose;

import io.firstfin.picture.Picture;
import io.firstfin.picture.SiteShare;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remedies by the libraries in the stacks behind TIME_WAIT. */
final class SiteRemedies {
  private SiteRemedies() {}

  /** Without repetitions, those of the heaviest call site first; empty when none is known. */
  static Set<String> of(String findingId, List<SiteShare> sites, Picture picture) {
    Set<String> remedies = new LinkedHashSet<>();
    for (SiteShare share : sites) {
      remedies.addAll(Libraries.remedies(findingId, SiteFrames.of(share, picture)));
    }
    return remedies;
  }
}
