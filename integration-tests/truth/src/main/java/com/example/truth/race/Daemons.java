package com.example.truth.race;

/** Threads that do not keep the JVM running. */
final class Daemons {
  private Daemons() {}

  static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
