package io.firstfin.quiet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The command's options. */
record Options(Duration time, Path jdk) {
  static final String USAGE =
      """
      Usage: run [OPTION...]

      Runs services that are in order, with real servers, each with the agent's defaults and with low
      thresholds, in one network namespace, and fails when the agent warns of anything.

        --minutes N   how long, once all is at work (5)
        --seconds N   the same in seconds, 30 at least: pools look for idle connections that often
        --jdk HOME    the JDK of the services, 17 or newer (the one that runs this)
        --help        this text

      Needs unshare, ip and ss; root for PostgreSQL, which runs as nobody, and its server programs:
      without them that service is left out, and the table says so. Exit status: 0 all was quiet, 1 a
      warning was seen, or a load was not what it is meant to be, 2 wrong usage, 3 the run failed.
      """;

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException naming the one that is wrong
   */
  static Options parse(List<String> arguments) {
    Duration time = Duration.ofMinutes(5);
    Path jdk = Path.of(System.getProperty("java.home"));
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value, or is unknown; see --help");
      }
      String value = arguments.get(i + 1);
      switch (name) {
        case "--minutes" -> time = Duration.ofMinutes(number(name, value, 1, 24 * 60));
        case "--seconds" -> time = Duration.ofSeconds(number(name, value, 30, 24 * 3600));
        case "--jdk" -> jdk = jdk(value);
        default -> throw new IllegalArgumentException("unknown option " + name + "; see --help");
      }
    }
    return new Options(time, jdk);
  }

  private static int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw new IllegalArgumentException(
        name + " is " + value + ", but must be a number from " + least + " to " + most);
  }

  private static Path jdk(String value) {
    Path home = Path.of(value);
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      throw new IllegalArgumentException("--jdk is " + value + ", which has no bin/java");
    }
    return home;
  }
}
