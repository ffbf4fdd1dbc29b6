package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** The stacks behind a destination's TIME_WAIT. */
final class SiteFrames {
  private SiteFrames() {}

  /** {@link SiteShare#via} is all that is known when the picture has no room for the site. */
  static List<String> of(SiteShare share, Picture picture) {
    return of(share.site, share.via, picture);
  }

  /** By the id of a site and {@link Site#via}. */
  static List<String> of(String id, String via, Picture picture) {
    Site site = picture.site(id);
    if (site != null && !site.frames.isEmpty()) {
      return site.frames;
    }
    return via.isEmpty() ? Collections.<String>emptyList() : Collections.singletonList(via);
  }

  /** This JVM's sockets in TIME_WAIT that were closed by a stack of one kind. */
  static int timeWait(Destination destination, Picture picture, Predicate<List<String>> kind) {
    int sockets = 0;
    for (SiteShare share : destination.sites) {
      if (kind.test(of(share, picture))) {
        sockets = Saturated.sum(sockets, Math.max(share.timeWait, 0));
      }
    }
    return sockets;
  }
}
