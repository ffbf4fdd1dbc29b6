package io.firstfin.log;

/** Where the agent's lines go. Thread-safe; never throws. */
public interface LogSink {
  /** Discards all. No lambda: the first one in a JVM costs milliseconds of its start. */
  LogSink OFF =
      new LogSink() {
        @Override
        public void write(String text) {}
      };

  /** Writes whole lines, each ended by a line feed, at once, so that entries do not interleave. */
  void write(String text);
}
