package io.firstfin.agent;

import io.firstfin.instrument.SocketUseListener;
import java.util.concurrent.locks.LockSupport;

/** What any thread tells the agent's own, which it wakes. */
final class Signals implements SocketUseListener {
  private volatile Thread sleeper;
  private volatile boolean begun;
  private volatile boolean checkSoon;
  private volatile boolean stopped;

  /** The calling thread is the one to wake. */
  void wakeCaller() {
    sleeper = Thread.currentThread();
  }

  void wake() {
    LockSupport.unpark(sleeper);
  }

  @Override
  public void socketsAreUsed() {
    begin();
  }

  /** Until this is called the agent's thread sleeps, and nothing is loaded. */
  void begin() {
    if (!begun) {
      begun = true;
      wake();
    }
  }

  boolean hasBegun() {
    return begun;
  }

  /** Has the agent's thread check now, with the kernel's tables if an output wants them. */
  void checkSoon() {
    checkSoon = true;
    wake();
  }

  /** Whether a check was asked for since this was last called; the agent's thread. */
  boolean takeCheckSoon() {
    boolean soon = checkSoon;
    if (soon) {
      checkSoon = false;
    }
    return soon;
  }

  void stop() {
    stopped = true;
    wake();
  }

  boolean isStopped() {
    return stopped;
  }
}
