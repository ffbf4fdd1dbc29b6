package io.firstfin.log;

import io.firstfin.thread.AgentThread;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Writes on a thread of its own, because standard error can be a pipe that is full and that nobody
 * reads. The thread is there only while something is to be written. Entries for which there is no
 * room are dropped and counted; {@link #write} never waits.
 */
final class QueuedSink implements LogSink, Runnable {
  static final int MOST = 256;

  /**
   * What the outermost handlers catch, resolved here: to resolve a type for the first time takes
   * memory, and a handler whose type cannot be resolved catches nothing.
   */
  private static final Class<?>[] CAUGHT = {Throwable.class};

  private final LogSink sink;
  private final Consumer<String> problem;
  private final Queue<String> waiting = new ArrayDeque<>();
  private Thread writer;
  private int dropped;

  /**
   * @param problem called when an entry is dropped
   */
  QueuedSink(LogSink sink, Consumer<String> problem) {
    this.sink = sink;
    this.problem = problem;
  }

  @Override
  public void write(String text) {
    try {
      if (!queued(text)) {
        problem.accept("log entries are lost, because nobody reads the log");
      }
    } catch (SecurityException noThread) {
      // A security manager without a grant for the agent: its line says which one it needs.
      sink.write(text);
    } catch (Throwable noMemory) {
      // A full heap, or no thread more: the entry is lost, and the service goes on.
      countDropped();
    }
  }

  private synchronized boolean queued(String text) {
    if (waiting.size() >= MOST) {
      dropped++;
      return false;
    }
    if (writer == null) {
      AgentThread thread = new AgentThread(this, "firstfin-log");
      // It waits for this lock before it asks for its first entry.
      thread.start();
      writer = thread;
    }
    waiting.add(text);
    return true;
  }

  private synchronized void countDropped() {
    dropped++;
  }

  /** Returns when all is written, or after this time. */
  synchronized void settle(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    try {
      for (long left = millis; writer != null && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      for (String next = next(); next != null; next = next()) {
        writeOrDrop(next);
      }
    } finally {
      ended();
    }
  }

  private void writeOrDrop(String text) {
    try {
      sink.write(text);
    } catch (Throwable noMemory) {
      countDropped();
    }
  }

  /** The text to write next; null ends the thread. */
  private synchronized String next() {
    if (dropped > 0) {
      String lost = AgentLog.PREFIX + dropped + " log entries were lost\n";
      dropped = 0;
      return lost;
    }
    String next = waiting.poll();
    if (next == null) {
      ended();
    }
    return next;
  }

  private synchronized void ended() {
    if (writer == Thread.currentThread()) {
      writer = null;
    }
    notifyAll();
  }
}
