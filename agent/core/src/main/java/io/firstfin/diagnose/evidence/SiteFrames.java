package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.library.Libraries;
import io.firstfin.library.StackKind;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The stacks that closed the sockets of a destination in TIME_WAIT. */
public final class SiteFrames {
  private SiteFrames() {}

  /**
   * When the picture has no room for the site, {@link SiteShare#via} and its line are all that is
   * known.
   */
  public static List<String> of(SiteShare share, RuleInput input) {
    return of(share.site, share.via, share.line, input);
  }

  /** The same for a {@link ClosingShare}. */
  public static List<String> of(ClosingShare share, RuleInput input) {
    return of(share.site, share.via, share.line, input);
  }

  private static List<String> of(String id, String via, String line, RuleInput input) {
    Site site = input.picture.site(id);
    if (site != null && !site.frames.isEmpty()) {
      return site.frames;
    }
    return via.isEmpty() ? Collections.<String>emptyList() : Arrays.asList(via, line);
  }

  /** Whether the garbage collector closed most of this JVM's sockets in TIME_WAIT. */
  public static boolean isMostlyCollected(Destination destination, RuleInput input) {
    int sockets = 0;
    for (SiteShare share : destination.sites) {
      Site site = input.picture.site(share.site);
      boolean is = site != null && site.closedBy.equals(Libraries.GARBAGE_COLLECTOR);
      sockets = Saturated.sum(sockets, is ? Math.max(share.timeWait, 0) : 0);
    }
    return sockets * 2L > destination.timeWait;
  }

  /** This JVM's sockets in TIME_WAIT that a stack of one of these kinds closed. */
  public static int timeWait(Destination destination, RuleInput input, StackKind... kinds) {
    int sockets = 0;
    for (SiteShare share : destination.sites) {
      if (input.libraries.shows(of(share, input), kinds)) {
        sockets = Saturated.sum(sockets, Math.max(share.timeWait, 0));
      }
    }
    return sockets;
  }
}
