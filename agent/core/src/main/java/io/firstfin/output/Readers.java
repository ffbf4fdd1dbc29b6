package io.firstfin.output;

/**
 * Whether an output has readers: from each reading until five minutes later, so that a reader sees
 * the same kinds of values at every reading, whatever its usual interval. Any thread notes a
 * reading, and the agent's own thread asks.
 */
public final class Readers {
  private static final long STAY_NANOS = 300_000_000_000L;

  private volatile boolean read;
  private long stayUntil;
  private boolean everRead;

  /** Notes that somebody has read. */
  public void read() {
    read = true;
  }

  /** Whether there is a reader now. */
  public boolean present() {
    return present(System.nanoTime());
  }

  boolean present(long nowNanos) {
    if (read) {
      read = false;
      everRead = true;
      stayUntil = nowNanos + STAY_NANOS;
    }
    return everRead && nowNanos - stayUntil < 0;
  }
}
