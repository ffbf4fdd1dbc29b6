package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.evidence.OldCloseWait;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.function.Consumer;

/** The clients closed long ago, and this server has not closed the connections. */
final class ServerStuck extends Rule {
  ServerStuck() {
    super(FindingId.SERVER_STUCK, Severity.WARNING, RuleGroup.AGES);
  }

  @Override
  public boolean decides(Picture picture) {
    return OldCloseWait.isKnown(picture);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (OldCloseWait sockets : OldCloseWait.of(input, ServerStuck::isMine)) {
      found.accept(
          sockets
              .finding(this)
              .cause(cause(sockets.count, sockets.endOfStreamRead))
              .remedy(
                  "a thread dump (jcmd PID Thread.print) shows what the request threads wait for")
              .remedy("time limits on what the handlers call and on writing the response")
              .notRemedy("a larger backlog: more connections wait for the same threads")
              .build());
    }
  }

  private static boolean isMine(CloseWaitGroup group) {
    return group.role == Role.SERVER;
  }

  private static String cause(int count, int endOfStreamRead) {
    if (endOfStreamRead < 0) {
      return "nothing closes these connections: their threads are blocked, or a handler forgot"
          + " them";
    }
    if (endOfStreamRead >= count) {
      return "the clients' end of stream was read, and no close followed: a handler forgot it";
    }
    return "nobody has read the clients' end of stream"
        + (endOfStreamRead == 0
            ? ""
            : " on " + Numbers.count(count - endOfStreamRead) + " of " + Numbers.count(count))
        + ": the threads that serve these connections are blocked, or none comes to them";
  }
}
