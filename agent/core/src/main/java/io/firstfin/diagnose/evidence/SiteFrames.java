package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import java.util.Collections;
import java.util.List;

/** The stacks that closed the sockets of a destination in TIME_WAIT. */
public final class SiteFrames {
  private SiteFrames() {}

  /** When the picture has no room for the site, {@link SiteShare#via} is all that is known. */
  public static List<String> of(SiteShare share, RuleInput input) {
    return of(share.site, share.via, input);
  }

  /** The frames of the site with this id; {@link Site#via} when the site is not in the picture. */
  public static List<String> of(String id, String via, RuleInput input) {
    Site site = input.picture.site(id);
    if (site != null && !site.frames.isEmpty()) {
      return site.frames;
    }
    return via.isEmpty() ? Collections.<String>emptyList() : Collections.singletonList(via);
  }

  /** This JVM's sockets in TIME_WAIT that a stack of one of these kinds closed. */
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
