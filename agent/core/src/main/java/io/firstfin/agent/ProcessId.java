package io.firstfin.agent;

import java.io.File;
import java.io.IOException;

/** This process's id as its own namespace knows it. */
final class ProcessId {
  private ProcessId() {}

  /** The id, or -1 where /proc does not tell; JMX would tell too, but is not ours to start. */
  static long own() {
    try {
      return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException | SecurityException e) {
      return -1;
    }
  }
}
