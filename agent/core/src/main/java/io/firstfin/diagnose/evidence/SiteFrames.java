package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import java.util.Collections;
import java.util.List;

/** The stacks behind a destination's TIME_WAIT. */
public final class SiteFrames {
  private SiteFrames() {}

  /** {@link SiteShare#via} is all that is known when the picture has no room for the site. */
  public static List<String> of(SiteShare share, RuleInput input) {
    return of(share.site, share.via, input);
  }

  /** By the id of a site and {@link Site#via}. */
  public static List<String> of(String id, String via, RuleInput input) {
    Site site = input.picture.site(id);
    if (site != null && !site.frames.isEmpty()) {
      return site.frames;
    }
    return via.isEmpty() ? Collections.<String>emptyList() : Collections.singletonList(via);
  }

  /** This JVM's sockets in TIME_WAIT that were closed by a stack that tells one of these. */
  public static int timeWait(Destination destination, RuleInput input, StackKind... kinds) {
    int sockets = 0;
    for (SiteShare share : destination.sites) {
      if (input.libraries.tells(of(share, input), kinds)) {
        sockets = Saturated.sum(sockets, Math.max(share.timeWait, 0));
      }
    }
    return sockets;
  }
}
