package io.firstfin.demo;

/** Threads that do not keep the process alive. */
final class Daemons {
  private Daemons() {}

  static Thread start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
