package io.firstfin.kernel;

/**
 * The kernel could not be asked, or its answer was not complete. The message is one line for
 * people: what was asked, and what came back.
 */
public class KernelException extends Exception {
  private static final long serialVersionUID = 1L;

  public KernelException(String message) {
    super(message);
  }

  public KernelException(String message, Throwable cause) {
    super(message, cause);
  }
}
