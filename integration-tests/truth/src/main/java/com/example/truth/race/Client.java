package com.example.truth.race;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Makes one connection, says {@link #GOODBYE} and closes. One thread uses an instance. */
interface Client {
  byte[] GOODBYE = {'Q', 'U', 'I', 'T', '\n'};

  /** Closes {@code pauseNanos} after the goodbye. */
  void call(InetSocketAddress server, long pauseNanos) throws IOException;

  /** Keeps the processor busy, because a thread that sleeps wakes up too late for a race. */
  static void pause(long nanos) {
    for (long end = System.nanoTime() + nanos; end - System.nanoTime() > 0; ) {
      // A thread that yields comes back too late as well.
    }
  }
}
