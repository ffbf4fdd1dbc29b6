package io.firstfin.correlate;

/**
 * For how long the connections of one destination were in use: their age without the idle time
 * before the close. One thread.
 */
final class UseTimes {
  /** Of the idle time, which the kernel's answer keeps to 3 %. */
  private static final double ROUNDING = 0.03;

  private final Histogram millis = new Histogram(Histogram.QUARTERS, 96);
  private long known;
  private long unknown;

  /**
   * Takes a connection of an age.
   *
   * @param idleMillis negative when unknown
   */
  void add(long ageMillis, long idleMillis) {
    long used = ageMillis - idleMillis;
    // After a long idle time the rounding is as large as what is left.
    if (idleMillis < 0 || idleMillis * ROUNDING > Math.max(used, 1) / 2.0) {
      unknown++;
    } else {
      known++;
      millis.add(used);
    }
  }

  /** -1 unless it is known of most. */
  long medianMillis() {
    return known > unknown ? millis.median() : -1;
  }
}
