package io.firstfin.diagnose;

import io.firstfin.picture.Picture;
import java.util.function.Consumer;

/** A pool keeps connections that the peer has closed: many, but no more than it holds. */
final class CloseWaitPooled implements Diagnosis {
  static final String ID = "close-wait-pooled";

  private final Thresholds thresholds;

  CloseWaitPooled(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean decides(Picture picture) {
    return OldCloseWait.isKnown(picture);
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    for (OldCloseWait sockets : OldCloseWait.of(picture, thresholds, Pooled::is)) {
      found.accept(
          sockets
              .finding(ID)
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
