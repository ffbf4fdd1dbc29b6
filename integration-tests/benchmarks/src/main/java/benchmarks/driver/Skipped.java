package benchmarks.driver;

/** A benchmark cannot be measured here; the message says what it needs. */
final class Skipped extends Exception {

  private static final long serialVersionUID = 1L;

  Skipped(String needs) {
    super("skipped: needs " + needs);
  }
}
