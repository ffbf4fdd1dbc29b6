package io.firstfin.agent;

import io.firstfin.instrument.SocketUseListener;
import java.util.concurrent.locks.LockSupport;

/** What any thread asks of the agent's own thread, which is then woken. */
final class Signals implements SocketUseListener {
  private volatile Thread sleeper;
  private volatile boolean begun;
  private volatile boolean checkSoon;
  private volatile boolean stopped;

  /** The calling thread becomes the one to wake. */
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

  /** Until this is called the agent's thread sleeps, and loads nothing. */
  void begin() {
    if (!begun) {
      begun = true;
      wake();
    }
  }

  boolean hasBegun() {
    return begun;
  }

  /**
   * Makes the agent's thread check now; the check reads the kernel's tables if an output wants
   * them.
   */
  void checkSoon() {
    checkSoon = true;
    wake();
  }

  /**
   * Whether somebody asked for a check since the last call of this. Called on the agent's thread.
   */
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
