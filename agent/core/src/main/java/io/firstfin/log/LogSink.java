package io.firstfin.log;

/** Where the agent's lines are written. Thread-safe; never throws. */
public interface LogSink {
  /**
   * Discards all lines. This is no lambda, because the first one in a JVM takes milliseconds of its
   * start.
   */
  LogSink OFF =
      new LogSink() {
        @Override
        public void write(String text) {}
      };

  /** Writes whole lines at once, so that entries do not mix. A line feed ends each line. */
  void write(String text);
}
