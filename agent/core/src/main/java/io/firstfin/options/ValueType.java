package io.firstfin.options;

/**
 * The values that an option takes.
 *
 * @param <T> the parsed value; null where the option is off or not given
 */
abstract class ValueType<T> {
  private final String accepted;

  ValueType(String accepted) {
    this.accepted = accepted;
  }

  /** The accepted values, for people: {@code 500ms to 10m}. */
  final String accepted() {
    return accepted;
  }

  /**
   * Parses a text without surrounding white space.
   *
   * @throws IllegalArgumentException when it is not {@link #accepted}
   */
  abstract T parse(String text);
}
