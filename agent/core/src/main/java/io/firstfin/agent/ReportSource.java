package io.firstfin.agent;

/** Makes reports when asked. */
interface ReportSource {
  /**
   * A report of this moment as JSON. Any thread; waits for it.
   *
   * @throws IllegalStateException when there is none, with a message for people
   */
  String freshReport();
}
