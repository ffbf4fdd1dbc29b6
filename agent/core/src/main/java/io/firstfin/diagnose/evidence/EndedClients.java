package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.library.StackKind;
import io.firstfin.picture.ClosingShare;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** Connections that this JVM closed because the client that had them ended. */
public final class EndedClients {
  /** The kinds of stack that end a client. */
  public static final StackKind[] STACKS = {StackKind.CLIENT_ENDS, StackKind.POOL_EMPTIED};

  private EndedClients() {}

  /** Whether most of the connections that this JVM closed first ended with their client. */
  public static boolean closedMost(EndedConnections ended, RuleInput input) {
    long all = 0;
    long withClient = 0;
    if (ended.role == Role.CLIENT) {
      for (ClosingShare share : ended.closingSites(input)) {
        if (share.initiator == Initiator.LOCAL) {
          all += share.closes;
          boolean ends = input.libraries.tells(SiteFrames.of(share, input), STACKS);
          withClient += ends ? share.closes : 0;
        }
      }
    }
    return withClient * 2 > all;
  }
}
