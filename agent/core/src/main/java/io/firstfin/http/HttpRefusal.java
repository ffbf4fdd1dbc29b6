package io.firstfin.http;

/**
 * A request that gets a status and one line instead of a resource. The connection ends after it.
 */
final class HttpRefusal extends Exception {
  private static final long serialVersionUID = 1;

  final int status;

  HttpRefusal(int status, String line) {
    super(line, null, false, false);
    this.status = status;
  }
}
