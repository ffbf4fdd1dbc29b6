package com.example.truth.race;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A thread that is blocked in read while another thread closes. */
final class BlockedReader {
  private BlockedReader() {}

  /** A read that blocks. */
  interface Read {
    int read() throws IOException;
  }

  /** Returns when the thread runs; some microseconds later it is in the read. */
  static Thread start(Read read) {
    CountDownLatch running = new CountDownLatch(1);
    Thread reader =
        Daemons.start(
            () -> {
              running.countDown();
              try {
                read.read();
              } catch (IOException e) {
                // The close ends the read.
              }
            });
    try {
      running.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Client.pause(50_000);
    return reader;
  }

  static void await(Thread reader) {
    if (reader == null) {
      return;
    }
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
