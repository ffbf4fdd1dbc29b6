package io.firstfin.correlate;

import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.Picture;

/** Puts the facts' values into one immutable picture. Used by the agent's own thread. */
public final class PictureMaker {
  private final Facts facts;
  private final long pid;
  private final int top;
  private final long startNanos;

  /** The watch began at {@code startNanos}; {@code top} is as {@link Facts} has it. */
  public PictureMaker(Facts facts, long pid, int top, long startNanos) {
    this.facts = facts;
    this.pid = pid;
    this.top = top;
    this.startNanos = startNanos;
  }

  /**
   * The picture of the last check that {@link Correlator#endCheck} has ended. Has no side effect:
   * made a second time, it is the same.
   */
  public Picture make(KernelCheck check, AgentHealth health) {
    Picture.Builder picture =
        Picture.builder()
            .pid(pid)
            .timeMillis(check.timeMillis)
            .watchingSeconds((check.nanoTime - startNanos) / 1e9)
            .top(top)
            .ports(check.ports)
            .descriptors(check.descriptors)
            .agent(health);
    facts.addTo(picture);
    return picture.build();
  }
}
