package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.Lines;
import io.firstfin.picture.Descriptors;
import io.firstfin.picture.HeldSockets;
import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import java.util.function.Consumer;

/** This process has nearly as many open descriptors as it may have. */
final class DescriptorExhaustion extends Rule {
  private static final double NEAR = 0.8;

  DescriptorExhaustion() {
    super(FindingId.DESCRIPTOR_EXHAUSTION, Severity.WARNING, RuleGroup.FAILURES);
  }

  @Override
  public boolean decides(Picture picture) {
    return picture.descriptors.taken >= 0;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    Descriptors descriptors = input.picture.descriptors;
    if (descriptors.limit > 0 && descriptors.taken >= NEAR * descriptors.limit) {
      found.accept(finding(descriptors, input.picture));
    }
  }

  private Finding finding(Descriptors descriptors, Picture picture) {
    HeldSockets held = picture.heldSockets;
    int sockets = held.count < 0 ? -1 : held.count + Math.max(picture.unconnected.count, 0);
    boolean areSockets = sockets * 2L >= descriptors.taken;
    FindingBuilder finding =
        finding(Finding.PROCESS)
            .counting(descriptors.taken, "open descriptors")
            .summary(
                Words.count(descriptors.taken, "descriptor")
                    + " open, "
                    + Numbers.share(descriptors.taken, descriptors.limit)
                    + " of the "
                    + Numbers.count(descriptors.limit)
                    + " that this process may have; beyond it every connect, accept and open fails"
                    + " because of too many open files.")
            .evidence("descriptors", descriptors.taken)
            .evidence("limit", descriptors.limit)
            .evidence("sockets", sockets);
    if (sockets >= 0) {
      finding.detail(
          Words.count(sockets, "TCP socket")
              + " take "
              + Numbers.share(sockets, descriptors.taken)
              + " of them"
              + (picture.unconnected.count > 0
                  ? ", " + Numbers.count(picture.unconnected.count) + " without a connection"
                  : "")
              + ".");
    }
    if (held.count > 0) {
      Lines lines = new Lines();
      for (OpenerCount opener : held.openers) {
        lines.add(opener.line, opener.via, opener.count);
      }
      finding
          .detail("Sockets with a connection, opened or accepted at:")
          .details(lines.text(held.count, "opener unknown, or a listener"));
    }
    cause(finding, sockets, areSockets);
    if (picture.pid > 0) {
      finding.evidence("check", "ls /proc/" + picture.pid + "/fd | wc -l");
    }
    return finding.build();
  }

  private static void cause(FindingBuilder finding, int sockets, boolean areSockets) {
    String raise =
        "a higher limit where all of them are in use: LimitNOFILE= of systemd, nofile of"
            + " a container's limits, then a restart";
    if (sockets < 0) {
      finding
          .cause("more descriptors are opened than closed, or the limit is low for this load")
          .remedy("see what they are: lsof -nP -p PID")
          .remedy("close what is opened, in try-with-resources");
    } else if (areSockets) {
      finding
          .cause(
              "more connections are open than are closed, or the limit is low for this load; where"
                  + " they are leaked, another finding says so")
          .remedy("bound and share the connections that the first line opens, and close the rest")
          .remedy(raise);
    } else {
      finding
          .cause("most of them are no TCP sockets: files, pipes, selectors or others")
          .remedy("see what they are: lsof -nP -p PID; a selector takes three")
          .remedy("close what is opened, in try-with-resources");
    }
    finding.notRemedy("a higher limit alone: what leaks reaches it later");
  }
}
