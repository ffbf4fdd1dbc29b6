package io.firstfin.text;

/** The reason of a failure, for people. */
public final class Reason {
  private Reason() {}

  /** The error's message, or the kind of error when it has no message. */
  public static String of(Throwable error) {
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }
}
