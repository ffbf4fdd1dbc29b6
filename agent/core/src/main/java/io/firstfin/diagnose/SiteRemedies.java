package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remedies by the libraries in the stacks behind a destination. */
final class SiteRemedies {
  private SiteRemedies() {}

  /** Without repetitions, those of the heaviest call site first; empty when none is known. */
  static Set<String> of(String findingId, Destination destination, Picture picture) {
    Set<String> remedies = new LinkedHashSet<>();
    for (SiteShare share : destination.sites) {
      remedies.addAll(Libraries.remedies(findingId, frames(share, picture)));
    }
    return remedies;
  }

  /** {@link SiteShare#via} is all that is known when the picture has no room for the site. */
  private static List<String> frames(SiteShare share, Picture picture) {
    Site site = picture.site(share.site);
    if (site != null && !site.frames.isEmpty()) {
      return site.frames;
    }
    return share.via.isEmpty()
        ? Collections.<String>emptyList()
        : Collections.singletonList(share.via);
  }
}
