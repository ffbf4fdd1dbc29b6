package io.firstfin.report;

/** How old a report is, in the JVM that made it. Immutable; any thread. */
public final class Freshness {
  /** Of a report that was saved: nothing is known of its age. */
  public static final Freshness UNKNOWN = new Freshness(0, 0);

  private static final double SECOND = 1e9;

  private final long madeNanos;
  private final long validNanos;

  private Freshness(long madeNanos, long validNanos) {
    this.madeNanos = madeNanos;
    this.validNanos = validNanos;
  }

  /** Of a report that is made now, and that is stale after this time, in nanoseconds. */
  public static Freshness fromNow(long validNanos) {
    return new Freshness(System.nanoTime(), validNanos);
  }

  /** Seconds since the report was made; NaN when it is not known. */
  public double ageSeconds() {
    return this == UNKNOWN ? Double.NaN : (System.nanoTime() - madeNanos) / SECOND;
  }

  /** Whether the next report is long overdue, so that this one no longer shows the present. */
  public boolean isStale() {
    return this != UNKNOWN && System.nanoTime() - madeNanos > validNanos;
  }
}
