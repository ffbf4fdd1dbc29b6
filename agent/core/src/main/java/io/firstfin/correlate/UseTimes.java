package io.firstfin.correlate;

/**
 * How long the connections of one destination were in use: their age less the idle time before the
 * close. One thread.
 */
final class UseTimes {
  /** The error of the idle time, which the record keeps to 2 %. */
  private static final double ROUNDING = 0.02;

  private final Histogram millis = new Histogram(Histogram.FINE, 832);
  private long known;
  private long unknown;

  /**
   * Takes a connection.
   *
   * @param idleMillis negative when unknown
   */
  void add(long ageMillis, long idleMillis) {
    long used = ageMillis - idleMillis;
    // After a long idle time the rounding error is as large as the rest.
    if (idleMillis < 0 || idleMillis * ROUNDING > Math.max(used, 1) / 2.0) {
      unknown++;
    } else {
      known++;
      millis.add(used);
    }
  }

  /** The median; -1 unless the time is known for most connections. */
  long medianMillis() {
    return known > unknown ? millis.median() : -1;
  }
}
