package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.library.Libraries;
import io.firstfin.library.StackKind;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Site;
import io.firstfin.vocabulary.Role;
import java.util.function.Predicate;

/** Connections that this JVM closed as a client because what had them ended. */
public final class EndedClients {
  /** The kinds of stack that end a client. */
  public static final StackKind[] STACKS = {StackKind.CLIENT_ENDS, StackKind.POOL_EMPTIED};

  private EndedClients() {}

  /** Whether most of the connections that this JVM closed first ended with their client. */
  public static boolean closedMost(EndedConnections ended, RuleInput input) {
    return isMost(ended, input, share -> isOfClient(share, input));
  }

  /** The same, with those that the garbage collector ended. */
  public static boolean orCollectorClosedMost(EndedConnections ended, RuleInput input) {
    return isMost(ended, input, share -> isOfClient(share, input) || isOfCollector(share, input));
  }

  private static boolean isMost(
      EndedConnections ended, RuleInput input, Predicate<ClosingShare> which) {
    long all = 0;
    long found = 0;
    if (ended.role == Role.CLIENT) {
      for (ClosingShare share : ended.closingSites(input)) {
        if (share.initiator.includesLocal()) {
          all += share.closes;
          found += which.test(share) ? share.closes : 0;
        }
      }
    }
    return found * 2 > all;
  }

  private static boolean isOfClient(ClosingShare share, RuleInput input) {
    return input.libraries.shows(SiteFrames.of(share, input), STACKS);
  }

  private static boolean isOfCollector(ClosingShare share, RuleInput input) {
    Site site = input.picture.site(share.site);
    return site != null && site.closedBy.equals(Libraries.GARBAGE_COLLECTOR);
  }
}
