package com.example.workload;

import java.io.IOException;

/** The loopback device of this process's network namespace, set with {@code ip}. */
final class LoopbackDevice {
  private LoopbackDevice() {}

  /** {@code up} or {@code down}. */
  static void set(String state) throws IOException, InterruptedException {
    if (new ProcessBuilder("ip", "link", "set", "lo", state).inheritIO().start().waitFor() != 0) {
      throw new IOException("the loopback device does not go " + state);
    }
  }
}
