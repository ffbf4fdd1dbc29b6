package io.firstfin.junit;

/** No agent watches this JVM, or it gives no answer; the message is one line that says why. */
final class NotWatched extends IllegalStateException {
  private static final long serialVersionUID = 1;

  NotWatched(String line) {
    super("FirstFIN does not watch this JVM: " + line);
  }

  /** The line says all; where the extension asked helps nobody. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
