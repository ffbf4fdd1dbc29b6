package io.firstfin.text;

/** Why something failed, for people. */
public final class Reason {
  private Reason() {}

  /** The message, or what kind of error it is when it has none. */
  public static String of(Throwable error) {
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }
}
