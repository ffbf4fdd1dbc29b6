package io.firstfin.picture;

import io.firstfin.vocabulary.TcpCounter;
import java.util.Collections;
import java.util.Map;

/**
 * Counters of the process's network namespace. A counter without an entry is unknown, and is never
 * taken to be zero.
 */
public final class Counters {
  /** When nothing is known. */
  public static final Counters UNKNOWN =
      new Counters(
          Collections.<TcpCounter, Long>emptyMap(),
          Collections.<TcpCounter, Long>emptyMap(),
          Double.NaN);

  /** Counted since the namespace began. */
  public final Map<TcpCounter, Long> total;

  /** Growth in the last {@link #seconds}. */
  public final Map<TcpCounter, Long> growth;

  /** A minute, or the time since the check before; NaN when there was none. */
  public final double seconds;

  public Counters(Map<TcpCounter, Long> total, Map<TcpCounter, Long> growth, double seconds) {
    this.total = Copies.of(total);
    this.growth = Copies.of(growth);
    this.seconds = Tenths.of(seconds);
  }

  /** The value in {@link #growth}; -1 when unknown. */
  public long growth(TcpCounter counter) {
    Long known = growth.get(counter);
    return known == null ? -1 : known;
  }

  /** The value in {@link #total}; -1 when unknown. */
  public long total(TcpCounter counter) {
    Long known = total.get(counter);
    return known == null ? -1 : known;
  }
}
