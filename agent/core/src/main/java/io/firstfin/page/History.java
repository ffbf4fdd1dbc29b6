package io.firstfin.page;

/** A few numbers of each check of the last minutes, in bounded memory. Not thread-safe. */
final class History {
  static final long MILLIS = 15 * 60_000L;

  /** Checks that are closer together than this are kept as one. */
  private static final long STEP_MILLIS = 1_000;

  private static final int CAPACITY = (int) (MILLIS / STEP_MILLIS);

  private final long[] times = new long[CAPACITY];
  private final long[] timeWait = new long[CAPACITY];
  private final long[] closeWait = new long[CAPACITY];
  private final long[] closes = new long[CAPACITY];
  private int first;
  private int size;

  /**
   * Adds one check.
   *
   * @param inTimeWait sockets, or a negative number when not known; likewise {@code inCloseWait}
   * @param closed connections closed since the watch began
   */
  void add(long timeMillis, int inTimeWait, int inCloseWait, long closed) {
    int at = slotForNext();
    times[at] = timeMillis;
    timeWait[at] = inTimeWait;
    closeWait[at] = inCloseWait;
    closes[at] = closed;
  }

  /** The last entry is overwritten until it is one step away from the entry before it. */
  private int slotForNext() {
    if (size > 1) {
      long gap = times[at(size - 1)] - times[at(size - 2)];
      if (gap >= 0 && gap < STEP_MILLIS) {
        return at(size - 1);
      }
    }
    if (size == CAPACITY) {
      first = at(1);
      size--;
    }
    size++;
    return at(size - 1);
  }

  private int at(int index) {
    return (first + index) % CAPACITY;
  }

  /** Appends an object of arrays of the same length; null means not known. */
  void write(StringBuilder json, long now) {
    int from = 0;
    while (from < size && now - times[at(from)] > MILLIS) {
      from++;
    }
    json.append('{');
    array(json, "time", times, from);
    json.append(',');
    array(json, "timeWait", timeWait, from);
    json.append(',');
    array(json, "closeWait", closeWait, from);
    json.append(',');
    array(json, "closes", closes, from);
    json.append('}');
  }

  private void array(StringBuilder json, String name, long[] values, int from) {
    json.append('"').append(name).append("\":[");
    for (int i = from; i < size; i++) {
      long value = values[at(i)];
      json.append(i == from ? "" : ",").append(value < 0 ? "null" : Long.toString(value));
    }
    json.append(']');
  }
}
