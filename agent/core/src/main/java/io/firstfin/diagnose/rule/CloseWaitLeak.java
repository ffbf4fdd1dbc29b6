package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.evidence.OldCloseWait;
import io.firstfin.diagnose.evidence.Pooled;
import io.firstfin.library.Libraries;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The peer closed long ago and this JVM has not: names the lines that opened the connections. */
final class CloseWaitLeak extends Rule {
  CloseWaitLeak() {
    super(FindingId.CLOSE_WAIT_LEAK, Severity.WARNING, RuleGroup.AGES);
  }

  @Override
  public boolean decides(Picture picture) {
    return OldCloseWait.isKnown(picture);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    Pooled pooled = new Pooled(input.libraries);
    for (OldCloseWait sockets : OldCloseWait.of(input, group -> isMine(group, pooled))) {
      found.accept(
          sockets
              .finding(this)
              .cause(cause(sockets, pooled))
              .remedy(
                  "close each connection in try-with-resources, and the bodies of 4xx and of"
                      + " retried or timed-out calls")
              .remedies(ifPooled(sockets, input.libraries, pooled))
              .remedies(ifClientPerCall(sockets, input.libraries))
              .build());
    }
  }

  /** Accepted connections belong to {@link ServerStuck}. */
  private static boolean isMine(CloseWaitGroup group, Pooled pooled) {
    return group.role != Role.SERVER && !pooled.is(group);
  }

  private static String cause(OldCloseWait sockets, Pooled pooled) {
    if (!sockets.groups.stream().allMatch(pooled::mayBe)) {
      return cause(sockets.count, sockets.endOfStreamRead);
    }
    return sockets.groups.stream().allMatch(Pooled::grows)
        ? "they grow in number and none leaves: leaked, or each in the pool of a client of its own"
            + " that nobody uses again, unless one pool has room for still more"
        : "nobody has read the peer's end of stream: they lie in a pool, which bounds them, or are"
            + " leaked and grow without bound; which of the two is not known yet";
  }

  private static Set<String> ifPooled(OldCloseWait sockets, Libraries libraries, Pooled pooled) {
    Set<String> remedies = new LinkedHashSet<>();
    for (CloseWaitGroup group : sockets.groups) {
      if (pooled.mayBe(group)) {
        for (String remedy : libraries.remedies(FindingId.CLOSE_WAIT_POOLED, group.frames)) {
          remedies.add("if they lie in the pool: " + remedy);
        }
      }
    }
    return remedies;
  }

  /**
   * Connections whose answers were read to the end, and which nobody uses again, may each have a
   * client of their own.
   */
  private static Set<String> ifClientPerCall(OldCloseWait sockets, Libraries libraries) {
    Set<String> remedies = new LinkedHashSet<>();
    for (CloseWaitGroup group : sockets.groups) {
      if (group.endOfStreamUnread * 2L > group.count) {
        List<String> share = libraries.remedies(FindingId.CLIENT_PER_CALL, group.frames);
        share =
            share.isEmpty() ? libraries.remedies(FindingId.CLOSE_PER_REQUEST, group.frames) : share;
        for (String remedy : share) {
          remedies.add("if each call makes a client of its own: " + remedy);
        }
      }
    }
    return remedies;
  }

  private static String cause(int count, int endOfStreamRead) {
    if (endOfStreamRead < 0) {
      return "nothing closes these connections";
    }
    if (endOfStreamRead >= count) {
      return "the end of stream was read, and no close followed";
    }
    if (endOfStreamRead == 0) {
      return "nobody has read the peer's end of stream: the connections lie in a pool or are"
          + " forgotten";
    }
    return "the end of stream was read on "
        + Numbers.count(endOfStreamRead)
        + " of "
        + Numbers.count(count)
        + " and no close followed; the others lie in a pool or are forgotten";
  }
}
