package io.firstfin.agent;

import java.io.File;
import java.io.IOException;

/** This process's id, as its own PID namespace numbers it. */
final class ProcessId {
  private ProcessId() {}

  /**
   * The id, or -1 where /proc does not show it. JMX would show it too, but the agent must not start
   * JMX.
   */
  static long own() {
    try {
      return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException | SecurityException e) {
      return -1;
    }
  }
}
