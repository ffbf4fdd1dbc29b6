package io.firstfin.jfr;

import java.util.Set;
import jdk.jfr.SettingControl;

/**
 * The setting {@code throttle}, in the syntax of the JDK's own events from JDK 25 on. When several
 * recordings set it, the highest rate applies.
 */
public final class Throttle extends SettingControl {
  /** The rate that the JDK sets for its own socket events. */
  static final String DEFAULT = "100/s";

  private static volatile Rate current = Rate.parse(DEFAULT);

  private String value = DEFAULT;

  /** Whether one more event fits into the rate that is set. Lock-free; any thread. */
  static boolean take(long nanoTime) {
    return current.take(nanoTime);
  }

  @Override
  public String combine(Set<String> values) {
    String most = null;
    for (String candidate : values) {
      Rate rate = Rate.parse(candidate);
      if (rate != null && (most == null || rate.isAbove(Rate.parse(most)))) {
        most = candidate;
      }
    }
    return most == null ? DEFAULT : most;
  }

  /** A value that is no rate changes nothing, as in the JDK's own events. */
  @Override
  public void setValue(String rate) {
    Rate parsed = Rate.parse(rate);
    if (parsed != null) {
      value = rate;
      current = parsed;
    }
  }

  @Override
  public String getValue() {
    return value;
  }
}
