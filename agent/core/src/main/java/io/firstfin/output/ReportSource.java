package io.firstfin.output;

/** Makes reports when asked. */
public interface ReportSource {
  /**
   * Returns a report of this moment as JSON. Any thread may call this, and waits for the report.
   *
   * @throws IllegalStateException when there is none, with a message for people
   */
  String freshReport();
}
