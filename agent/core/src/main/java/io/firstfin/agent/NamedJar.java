package io.firstfin.agent;

import java.io.File;
import java.io.IOException;

/** The argument of the command {@code start}: {@code LENGTH:PATH:OPTIONS}. */
final class NamedJar {
  /** The agent's arguments. */
  final String options;

  private final String path;

  private NamedJar(String path, String options) {
    this.path = path;
    this.options = options;
  }

  static NamedJar parse(String argument) {
    int colon = argument.indexOf(':');
    int end = colon + 1 + Integer.parseInt(argument.substring(0, colon));
    return new NamedJar(argument.substring(colon + 1, end), argument.substring(end + 1));
  }

  /** Refuses to start when the agent of another jar runs. */
  void check(String running) throws IOException {
    if (!new File(path).getCanonicalPath().equals(new File(running).getCanonicalPath())) {
      throw new IllegalStateException(
          "the agent of " + running + " runs already: detach first; nothing was changed");
    }
  }
}
