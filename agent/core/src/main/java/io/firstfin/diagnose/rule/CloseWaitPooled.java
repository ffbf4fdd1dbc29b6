package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.evidence.OldCloseWait;
import io.firstfin.diagnose.evidence.Pooled;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.FindingId;
import java.util.function.Consumer;

/** A pool keeps connections that the peer has closed: many, but not more than the pool's bound. */
final class CloseWaitPooled extends Rule {
  CloseWaitPooled() {
    super(FindingId.CLOSE_WAIT_POOLED, Severity.WARNING, RuleGroup.AGES);
  }

  @Override
  public boolean decides(Picture picture) {
    return OldCloseWait.isKnown(picture);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    Pooled pooled = new Pooled(input.libraries);
    for (OldCloseWait sockets : OldCloseWait.of(input, pooled::is)) {
      found.accept(
          sockets
              .finding(this)
              .detail("A leak whose calls have paused looks the same until they come back.")
              .cause(
                  "a pool keeps what the peer has closed: nobody has read the end of stream, and"
                      + " their number has not grown for longer than it took to grow")
              .remedy(
                  "have the pool evict idle and expired connections, after a shorter time than the"
                      + " peer keeps them")
              .notRemedy("turning keep-alive off: each call would then pay for a connection")
              .build());
    }
  }
}
