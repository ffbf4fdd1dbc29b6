package io.firstfin.picture;

/**
 * How long reading one source of the kernel took, summed over all checks since the agent began to
 * watch.
 */
public final class CheckTime {
  /** As in {@link KernelView#source}. */
  public final String source;

  public final long count;

  /** Sum over all of them, nanoseconds. */
  public final long nanos;

  public CheckTime(String source, long count, long nanos) {
    this.source = source;
    this.count = count;
    this.nanos = nanos;
  }
}
