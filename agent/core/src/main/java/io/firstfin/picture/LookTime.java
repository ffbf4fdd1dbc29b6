package io.firstfin.picture;

/** What the looks at one source of the kernel's took since the agent began to watch. */
public final class LookTime {
  /** As in {@link KernelView#source}. */
  public final String source;

  public final long count;

  /** Sum over all of them, nanoseconds. */
  public final long nanos;

  public LookTime(String source, long count, long nanos) {
    this.source = source;
    this.count = count;
    this.nanos = nanos;
  }
}
