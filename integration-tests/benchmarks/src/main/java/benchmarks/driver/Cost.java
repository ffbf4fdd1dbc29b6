package benchmarks.driver;

/**
 * What a command took, in milliseconds.
 *
 * @param cpu user and system time of the command and its children
 */
record Cost(double wall, double cpu) {

  /** Reads three numbers in seconds: wall, user, system. */
  static Cost parse(String line) {
    String[] seconds = line.trim().split("\\s+");
    if (seconds.length != 3) {
      throw new IllegalArgumentException("not three times: " + line);
    }
    return new Cost(
        1000 * Double.parseDouble(seconds[0]),
        1000 * (Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2])));
  }
}
