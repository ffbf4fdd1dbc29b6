package io.firstfin.report;

/**
 * Thrown when a text is not a report that this version can read. The message is one line for
 * people.
 */
public final class ReportFormatException extends Exception {
  private static final long serialVersionUID = 1;

  ReportFormatException(String message) {
    super(message);
  }
}
