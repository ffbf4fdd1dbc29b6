package io.firstfin.output;

/** Makes reports when asked. */
public interface ReportSource {
  /**
   * A report of this moment as JSON. Any thread; waits for it.
   *
   * @throws IllegalStateException when there is none, with a message for people
   */
  String freshReport();
}
